/** What is wrong with a file of factors. */
export type FactorFileFault =
  | {
      /** It is not there, or may not be read. */
      readonly kind: 'unreadable'
      readonly path: string
      readonly detail: string
    }
  | {
      /** It imports something: `specifier` as it is written, or `import(…)` where it is worked out. Its hash would not cover that; it was not run. */
      readonly kind: 'imports'
      readonly path: string
      readonly specifier: string
    }
  | {
      /** It holds no factor that can be used. */
      readonly kind: 'no-factor'
      readonly path: string
      readonly detail: string
    }
  | {
      /** Values of one of its factors rest on what could not be known, or it fails: `detail` names the moment. */
      readonly kind: 'refused'
      readonly path: string
      readonly factor: string
      /** On what it was found: the moments of a product, or made-up ones. */
      readonly on: string
      readonly detail: string
    }

/** A file of factors that is not taken. `fault` is for programs, `message` for people. */
export class FactorFileError extends Error {
  override readonly name = 'FactorFileError'
  readonly fault: FactorFileFault

  constructor(fault: FactorFileFault, options?: ErrorOptions) {
    super(describe(fault), options)
    this.fault = fault
  }
}

function describe(fault: FactorFileFault): string {
  switch (fault.kind) {
    case 'unreadable':
      return `${fault.path}: cannot be read: ${fault.detail}`
    case 'imports':
      return `${fault.path}: expected a file that imports nothing, received one that imports ${fault.specifier}`
    case 'no-factor':
      return `${fault.path}: ${fault.detail}`
    case 'refused':
      return `${fault.path}: factor ${fault.factor} ${fault.detail}, on ${fault.on}`
  }
}
