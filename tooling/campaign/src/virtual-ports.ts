import type { FeedPorts, RequestAnswer } from '@of/coinbase'
import type { Us } from '@of/core'
import type { VenueAnswer } from '@of/sim'
import { VirtualLink } from './virtual-link.ts'
import { travelUs, type VirtualNet } from './virtual-net.ts'

const REQUEST_TIMEOUT_US: Us = 10_000_000

/** Ports over the simulated venue: sockets, requests and timers that move only when the timeline does. */
export function virtualPorts(net: VirtualNet): FeedPorts {
  const { timeline, random } = net
  let links = 0
  return {
    nowUs: () => timeline.nowUs,
    after: (delayUs, run) => timeline.at(timeline.nowUs + delayUs, run),
    dial: (_url, handlers) => new VirtualLink(net, `link${(links += 1)}`, handlers),
    request: (path, done) => request(net, path, done),
    random: () => random.unit(),
  }
}

function request(
  { timeline, venue, injector, random, travel }: VirtualNet,
  path: string,
  done: (answer: RequestAnswer) => void,
): () => void {
  let cancelled = false
  timeline.at(timeline.nowUs + travelUs(random, travel), () => {
    const answer = injector.rest(path, venue.request(path), timeline.nowUs)
    const waitUs = answer === 'timeout' ? REQUEST_TIMEOUT_US : travelUs(random, travel)
    timeline.at(timeline.nowUs + waitUs, () => {
      if (!cancelled) done(asReceived(answer))
    })
  })
  return () => {
    cancelled = true
  }
}

function asReceived(answer: VenueAnswer | 'timeout'): RequestAnswer {
  if (answer === 'timeout') return { ok: false, fault: { kind: 'timeout', detail: 'no answer' } }
  const { status, headers, body } = answer
  if (status >= 200 && status < 300) return { ok: true, status, body, headers }
  if (status === 429) return { ok: false, fault: { kind: 'rate-limited', detail: body.slice(0, 100), status } }
  return { ok: false, fault: { kind: 'http', detail: body.slice(0, 100), status } }
}
