import type { Us } from '@of/core'
import { type Difference, differences } from '../text/differences.ts'

/** Anything that turns a series of events into a series of values, one for each: a factor, a source, a feature. */
export interface Subject<Event, Value> {
  readonly name: string
  /** How far back it claims to look; `Infinity` where it claims nothing. */
  readonly lookBackUs: Us
  run(events: readonly Event[]): readonly Value[]
}

/** How a subject is put to the test. */
export interface LookAheadOptions<Event> {
  readonly timeOf: (event: Event) => Us
  /** Another event of the same time, which says something else. */
  readonly perturb: (event: Event) => Event
  /** At how many moments the series is cut, spread over its length; 64 unless given, every moment of a shorter one. */
  readonly cuts?: number
  /** Runs something as if at another time with other dice, so that a value that rests on either differs; as it is unless given. */
  readonly elsewhere?: <Result>(run: () => Result) => Result
}

/** What a value was caught resting on. */
export type LookAheadKind =
  /** Run twice on the same events, it gave two answers: it keeps something between runs, or asks a clock, dice or the world. */
  | 'not-repeatable'
  /** It gives another value when what comes later is left out, or is something else. */
  | 'future'
  /** It gives another value when what lies before its look-back is left out, or is something else. */
  | 'beyond-look-back'

/** The first moment at which a subject was caught. */
export interface LookAheadFinding {
  readonly kind: LookAheadKind
  /** Which event, counted from zero. */
  readonly at: number
  readonly timeUs: Us
  /** What was changed before it gave the other value. */
  readonly change: 'nothing' | 'cut' | 'perturbed'
  /** Where the two values differ, the one of the whole series first. */
  readonly difference: Difference
  /** By how much, where both are numbers. */
  readonly by: number | null
}

/** What came of the test. */
export interface LookAheadVerdict {
  readonly name: string
  readonly lookBackUs: Us
  readonly events: number
  /** At how many moments it was cut. */
  readonly cuts: number
  /** `undefined` where nothing was found. */
  readonly finding: LookAheadFinding | undefined
}

/**
 * Looks for values that rest on what cannot be known: cuts the series and changes what comes after, and what lies before the look-back, and wants the
 * same bits. What is found is the first moment of the first test that fails, tests of repeating before those of the future, and those before the past.
 *
 * @see López de Prado (2018), "Advances in Financial Machine Learning", ch. 11, on look-ahead
 */
export function findLookAhead<Event, Value>(
  subject: Subject<Event, Value>,
  events: readonly Event[],
  { cuts = 64, elsewhere = (run) => run(), perturb, timeOf }: LookAheadOptions<Event>,
): LookAheadVerdict {
  const whole = runOf(subject, events)
  const at = cutsOf(events.length, cuts)
  const verdict = (finding: LookAheadFinding | undefined): LookAheadVerdict => ({
    name: subject.name,
    lookBackUs: subject.lookBackUs,
    events: events.length,
    cuts: at.length,
    finding,
  })
  const trial = new Trial(subject, events, whole, { perturb, timeOf })
  const again = trial.compare(
    'not-repeatable',
    'nothing',
    elsewhere(() => runOf(subject, events)),
    0,
  )
  return verdict(again ?? trial.firstOf(at, (cut) => trial.future(cut)) ?? trial.firstOf(at, (cut) => trial.past(cut)))
}

/** One subject on one series. */
class Trial<Event, Value> {
  readonly #subject: Subject<Event, Value>
  readonly #events: readonly Event[]
  readonly #whole: readonly Value[]
  readonly #options: Pick<LookAheadOptions<Event>, 'perturb' | 'timeOf'>

  constructor(
    subject: Subject<Event, Value>,
    events: readonly Event[],
    whole: readonly Value[],
    options: Pick<LookAheadOptions<Event>, 'perturb' | 'timeOf'>,
  ) {
    this.#subject = subject
    this.#events = events
    this.#whole = whole
    this.#options = options
  }

  /** The first finding at any of the cuts; between one that finds something and the one before it, every moment is tried. */
  firstOf(cuts: readonly number[], find: (cut: number) => LookAheadFinding | undefined): LookAheadFinding | undefined {
    let before = -1
    for (const cut of cuts) {
      const found = find(cut)
      if (found === undefined) {
        before = cut
        continue
      }
      for (let earlier = before + 1; earlier < cut; earlier++) {
        const first = find(earlier)
        if (first !== undefined) return first
      }
      return found
    }
    return undefined
  }

  /** Leaves out what comes after a moment, then makes it something else. */
  future(cut: number): LookAheadFinding | undefined {
    const known = this.#events.slice(0, cut + 1)
    const { perturb } = this.#options
    return (
      this.compare('future', 'cut', runOf(this.#subject, known), 0) ??
      this.compare(
        'future',
        'perturbed',
        runOf(this.#subject, [...known, ...this.#events.slice(cut + 1).map(perturb)]).slice(0, cut + 1),
        0,
      )
    )
  }

  /** Makes what lies before the look-back of a moment something else, then leaves it out. Only the value of that moment is held against the whole. */
  past(cut: number): LookAheadFinding | undefined {
    const { perturb, timeOf } = this.#options
    const sinceUs = timeOf(this.#events[cut]!) - this.#subject.lookBackUs
    const from = this.#events.findIndex((event, at) => at === cut || timeOf(event) > sinceUs)
    if (from <= 0) return undefined
    const within = this.#events.slice(from, cut + 1)
    const other = runOf(this.#subject, [...this.#events.slice(0, from).map(perturb), ...within])
    return (
      this.compare('beyond-look-back', 'perturbed', other.slice(-1), cut) ??
      this.compare('beyond-look-back', 'cut', runOf(this.#subject, within).slice(-1), cut)
    )
  }

  /** Holds values, the first of them that of an event, against those of the whole series. */
  compare(kind: LookAheadKind, change: LookAheadFinding['change'], values: readonly Value[], from: number): LookAheadFinding | undefined {
    for (const [offset, value] of values.entries()) {
      const at = from + offset
      const [difference] = differences(this.#whole[at], value)
      if (difference === undefined) continue
      const { expected, received } = difference
      const by = typeof expected === 'number' && typeof received === 'number' ? received - expected : null
      return { kind, at, timeUs: this.#options.timeOf(this.#events[at]!), change, difference, by }
    }
    return undefined
  }
}

function runOf<Event, Value>(subject: Subject<Event, Value>, events: readonly Event[]): readonly Value[] {
  const values = subject.run(events)
  if (values.length === events.length) return values
  throw new RangeError(`${subject.name}: expected a value for each of ${events.length} events, received ${values.length}`)
}

/** So many moments spread over a series, the last one among them. */
function cutsOf(events: number, cuts: number): number[] {
  const many = Math.min(events, cuts)
  return Array.from({ length: many }, (_, at) => Math.floor(((at + 1) * events) / many) - 1)
}
