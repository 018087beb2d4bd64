import type { Us } from '../market.ts'

/**
 * An incremental indicator: a fold that can be paused, saved and resumed.
 *
 * `step` changes nothing but the state it is handed, so that state is the whole memory of the
 * indicator. It is plain data, so a clone of it is a checkpoint.
 */
export interface Indicator<In, State, Out> {
  readonly init: () => State
  readonly step: (state: State, input: In) => void
  /** The current value, `undefined` while there is none to give. */
  readonly read: (state: State) => Out
}

/**
 * An indicator whose value also depends on the time: its windows expire without events.
 *
 * Inputs carry their own time; `advance` moves the clock between them. It never moves back, and how often it is
 * called changes no later value: an input always finds expired whatever its clock says is expired.
 */
export interface TimedIndicator<In, State, Out> extends Indicator<In, State, Out> {
  readonly advance: (state: State, nowUs: Us) => void
}

/** An indicator that measures each input against the one before it. */
export interface Interruptible<State> {
  /** The source was lost or replaced: what comes next is not measured against what came before. */
  readonly interrupt: (state: State) => void
}

/** Runs a whole series through an indicator and returns its last value. */
export function fold<In, State, Out>(indicator: Indicator<In, State, Out>, inputs: Iterable<In>): Out {
  const state = indicator.init()
  for (const input of inputs) indicator.step(state, input)
  return indicator.read(state)
}

/** Yields the value after every input. */
export function* scan<In, State, Out>(indicator: Indicator<In, State, Out>, inputs: Iterable<In>): Generator<Out, void, undefined> {
  const state = indicator.init()
  for (const input of inputs) {
    indicator.step(state, input)
    yield indicator.read(state)
  }
}

/** An indicator and its state in one hand, for callers who want a plain `push`. */
export interface Live<In, State, Out> {
  /** A clone of it is a checkpoint. */
  readonly state: State
  /** Takes an input in and returns the value after it. */
  readonly push: (input: In) => Out
  /** The value as it stands. */
  readonly read: () => Out
}

/** The same of an indicator whose value also depends on the time. */
export interface TimedLive<In, State, Out> extends Live<In, State, Out> {
  /** Moves the clock, never back, and returns the value as of then. */
  readonly advance: (nowUs: Us) => Out
}

/** Starts an indicator, or resumes it from a checkpoint, which then belongs to it. */
export function live<In, State, Out>(indicator: TimedIndicator<In, State, Out>, state?: State): TimedLive<In, State, Out>
export function live<In, State, Out>(indicator: Indicator<In, State, Out>, state?: State): Live<In, State, Out>
export function live<In, State, Out>(
  { advance, init, read, step }: Indicator<In, State, Out> & Partial<TimedIndicator<In, State, Out>>,
  state: State = init(),
): Live<In, State, Out> | TimedLive<In, State, Out> {
  const plain: Live<In, State, Out> = {
    state,
    push(input) {
      step(state, input)
      return read(state)
    },
    read: () => read(state),
  }
  if (advance === undefined) return plain
  return {
    ...plain,
    advance(nowUs) {
      advance(state, nowUs)
      return read(state)
    },
  }
}
