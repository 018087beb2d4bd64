import type { Us } from '@of/core'

/** The hold-out of data that were tuned on before would begin elsewhere: what was locked would be seen, or what was seen be called locked. */
export class HoldOutMoved extends RangeError {
  override readonly name = 'HoldOutMoved'
  readonly expectedUs: Us
  readonly receivedUs: Us

  constructor(expectedUs: Us, receivedUs: Us) {
    super(`hold-out: expected one from ${expectedUs} on, as when these data were first tuned on, received one from ${receivedUs} on`)
    this.expectedUs = expectedUs
    this.receivedUs = receivedUs
  }
}
