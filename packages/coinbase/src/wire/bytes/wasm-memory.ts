/** As much of WebAssembly's interface as is used here; neither ECMAScript's types nor Node's have it. */
export interface WebAssemblyApi {
  readonly Memory: new (pages: { initial: number; maximum: number }) => WasmMemory
  readonly validate: (bytes: Uint8Array) => boolean
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

/** Memory of WebAssembly. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer
}

/** WebAssembly; `undefined` where there is none (`node --jitless`). */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a global that no type declares
export const webAssembly: WebAssemblyApi | undefined = (globalThis as { WebAssembly?: WebAssemblyApi }).WebAssembly

/** Two pages of 64 KiB that the window and the WebAssembly which reads it share. */
export const wasmMemory: WasmMemory | undefined = webAssembly && new webAssembly.Memory({ initial: 2, maximum: 2 })
