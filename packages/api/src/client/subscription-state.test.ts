import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { onConflated, onNumbered, type SubscriptionState, unsubscribed } from './subscription-state.ts'

type Message = { readonly kind: 'snapshot' | 'update'; readonly seq: number } | { readonly kind: 'conflated' }

/** A stream that loses, repeats and swaps messages, and now and then tells the whole. */
const streams = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('update' as const), seq: fc.integer({ min: 0, max: 12 }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('snapshot' as const), seq: fc.integer({ min: 0, max: 12 }) }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'conflated' as const }) },
  ),
)

/** What is handed on of a stream, and how often the whole is asked for. */
function read(
  messages: readonly Message[],
  epoch = 'e',
): { readonly handed: Exclude<Message, { kind: 'conflated' }>[]; readonly asked: number } {
  let state: SubscriptionState = unsubscribed
  let asked = 0
  const handed: Exclude<Message, { kind: 'conflated' }>[] = []
  for (const message of messages) {
    if (message.kind === 'conflated') {
      state = onConflated(state)
      continue
    }
    const [next, step] = onNumbered(state, message, epoch)
    state = next
    if (step === 'hand-on') handed.push(message)
    if (step === 'ask-again') asked += 1
  }
  return { handed, asked }
}

describe('subscription', () => {
  it('hands on nothing before a snapshot, and after it each number once and in order', () => {
    fc.assert(
      fc.property(streams, (messages) => {
        let last: number | undefined
        expect(read(messages).handed[0]?.kind).not.toBe('update')
        for (const { kind, seq } of read(messages).handed) {
          if (kind === 'update') expect(seq).toBe(last! + 1)
          last = seq
        }
      }),
    )
  })

  it('hands on all of a stream that is whole', () => {
    const whole: Message[] = [{ kind: 'snapshot', seq: 4 }, ...[5, 6, 7].map((seq) => ({ kind: 'update' as const, seq }))]
    expect(read(whole)).toEqual({ handed: whole, asked: 0 })
  })

  it('asks for the whole once where a number is missing, and waits for it', () => {
    const messages: Message[] = [
      { kind: 'snapshot', seq: 1 },
      { kind: 'update', seq: 3 },
      { kind: 'update', seq: 4 },
    ]
    expect(read(messages)).toEqual({ handed: [messages[0]], asked: 1 })
  })

  it('waits for the whole where updates were left out', () => {
    const messages: Message[] = [
      { kind: 'snapshot', seq: 1 },
      { kind: 'conflated' },
      { kind: 'update', seq: 2 },
      { kind: 'snapshot', seq: 9 },
    ]
    expect(read(messages)).toEqual({ handed: [messages[0], messages[3]], asked: 0 })
  })

  it('takes the numbers of another run of the service for others', () => {
    const [state] = onNumbered(unsubscribed, { kind: 'snapshot', seq: 1 }, 'one run')
    expect(onNumbered(state, { kind: 'update', seq: 2 }, 'another')[1]).toBe('ask-again')
  })
})
