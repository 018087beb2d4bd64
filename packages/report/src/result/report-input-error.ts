/** What is wrong with a file of results. */
export interface ReportInputFault {
  /** Name of the file, as it was given. */
  readonly file: string
  /** The first line is 1. */
  readonly line: number
  /** Path of the field, such as `horizons[2].seconds`; empty where the whole line is meant. */
  readonly field: string
  readonly expected: string
  readonly received: string
}

/** A file holds what is no result that a page can be made of. */
export class ReportInputError extends Error {
  override readonly name = 'ReportInputError'
  readonly fault: ReportInputFault

  constructor(fault: ReportInputFault, options?: ErrorOptions) {
    const where = `${fault.file}, line ${fault.line}${fault.field === '' ? '' : `: ${fault.field}`}`
    super(`${where}: expected ${fault.expected}, received ${fault.received}`, options)
    this.fault = fault
  }
}
