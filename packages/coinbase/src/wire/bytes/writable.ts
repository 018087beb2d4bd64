/** An object as its owner sees it, who writes it anew for every frame. */
export type Writable<T> = { -readonly [Key in keyof T]: T[Key] }
