import { Counter, Gauge } from 'prom-client'

/** A value, and what tells it from others of its name. */
export type Sample = readonly [labels: Readonly<Record<string, string>>, value: number]

/** What is measured under one name. */
export interface Family {
  readonly name: string
  readonly help: string
  readonly labels?: readonly string[]
  readonly read: () => Iterable<Sample>
}

/** A metric that only grows, read when it is asked for. */
export function counterOf({ help, labels = [], name, read }: Family): Counter {
  return new Counter({
    name,
    help,
    labelNames: [...labels],
    registers: [],
    collect() {
      this.reset()
      for (const [told, value] of read()) this.inc(told, value)
    },
  })
}

/** A metric that goes up and down, read when it is asked for. */
export function gaugeOf({ help, labels = [], name, read }: Family): Gauge {
  return new Gauge({
    name,
    help,
    labelNames: [...labels],
    registers: [],
    collect() {
      this.reset()
      for (const [told, value] of read()) this.set(told, value)
    },
  })
}
