import type { ServerMessage } from '../stream/messages.ts'

/** Where a subscription stands. */
export interface SubscriptionState {
  /** The last message that was handed on, and the epoch of the service it came from; `undefined` before the first. */
  readonly last: { readonly epoch: string; readonly seq: number } | undefined
  /** Whether nothing but a snapshot can be handed on. */
  readonly needsWhole: boolean
}

/** What is to be done with a message. */
export type SubscriptionStep = 'hand-on' | 'drop' | 'ask-again'

/** A subscription of which nothing has come. */
export const unsubscribed: SubscriptionState = { last: undefined, needsWhole: true }

/** Moves a subscription by a numbered message of it: an update that does not follow the one before is no use, and the whole is asked for. */
export function onNumbered(
  state: SubscriptionState,
  { kind, seq }: Pick<Extract<ServerMessage, { kind: 'snapshot' | 'update' }>, 'kind' | 'seq'>,
  epoch: string,
): readonly [SubscriptionState, SubscriptionStep] {
  if (kind === 'snapshot') return [{ last: { epoch, seq }, needsWhole: false }, 'hand-on']
  const { last, needsWhole } = state
  if (needsWhole) return [state, 'drop']
  if (last === undefined || last.epoch !== epoch || seq > last.seq + 1) return [unsubscribed, 'ask-again']
  return seq === last.seq + 1 ? [{ last: { epoch, seq }, needsWhole: false }, 'hand-on'] : [state, 'drop']
}

/** Updates were left out: what comes next is whole. */
export function onConflated(state: SubscriptionState): SubscriptionState {
  return { ...state, needsWhole: true }
}
