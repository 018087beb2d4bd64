const units: Readonly<Record<string, number>> = {
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
}

/** Reads a size such as `500MB`, `2GB` or `1.5GiB` in bytes; `undefined` when it is none. */
export function parseSize(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?)([kKMGT]i?B)$/.exec(text) ?? []
  const unitBytes = units[unit]
  const bytes = count === undefined || unitBytes === undefined ? 0 : Math.round(Number(count) * unitBytes)
  return bytes > 0 ? bytes : undefined
}
