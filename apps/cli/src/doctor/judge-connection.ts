import { describeNetFault, FEED_CHANNELS } from '@of/coinbase'
import { SECOND_US, type Us } from '@of/core'
import { explainNet, unreachableText } from '../explain/net-fault.ts'
import { counted, grouped } from '../render/numbers.ts'
import type { Evidence } from './evidence.ts'
import { type ConnectionCheck, fail, type Found, pass, warn } from './finding.ts'
import { LONGER, msText, secondsText } from './words.ts'

type ConnectionFound = Found<ConnectionCheck>

/** A venue that beats every second may be late once, not always. */
const LONG_WAIT_US: Us = 3 * SECOND_US
const SLOW_US: Us = SECOND_US
const SKEW_US: Us = 2 * SECOND_US

/** What a look found of the connections, whatever the products: only that there is none where there is none. */
export function judgeConnections(evidence: Evidence): readonly ConnectionFound[] {
  const first = connect(evidence)
  const key = evidence.key === undefined ? [] : [pass('credentials', evidence.key)]
  if (evidence.openAfterUs === undefined) return [first, ...clock(evidence), ...key]
  return [
    first,
    subscription(evidence),
    liveness(evidence),
    sequence(evidence),
    frames(evidence),
    latency(evidence),
    ...clock(evidence),
    rest(evidence),
    restBook(evidence),
    queue(evidence),
    ...key,
  ]
}

function connect({ health, losses, openAfterUs, url }: Evidence): ConnectionFound {
  const lastLoss = losses.at(-1)
  if (openAfterUs === undefined) {
    const fault = lastLoss ?? { kind: 'timeout', detail: 'no open connection' }
    const [[command, effect] = ['of doctor --net', 'checks each step of the way']] = explainNet(fault, url).remedies
    return fail('connect', unreachableText(url, fault), `${command}   ${effect}`)
  }
  const open = health.connections.filter(({ state }) => state === 'open').length
  const opened = `open after ${msText(openAfterUs)}, ${counted(health.connections.length, 'connection')}`
  if (open < health.connections.length)
    return fail('connect', `${open} of ${opened}`, lastLoss === undefined ? LONGER : `last lost: ${describeNetFault(lastLoss)}`)
  if (losses.length > 0) {
    return warn(
      'connect',
      `${opened}, lost ${counted(losses.length, 'time')}: ${describeNetFault(lastLoss!)}`,
      `of doctor --net, then ${LONGER}`,
    )
  }
  return pass('connect', opened)
}

function subscription({ products, venueErrors }: Evidence): ConnectionFound {
  const missing = products
    .map(({ acknowledged, product }) => ({ product, channels: FEED_CHANNELS.filter((channel) => !acknowledged.has(channel)) }))
    .filter(({ channels }) => channels.length > 0)
  const said = venueErrors.length === 0 ? '' : `; the venue says: ${venueErrors.at(-1)}`
  const [first] = missing
  if (first === undefined) {
    const detail = `${FEED_CHANNELS.join(', ')}, heartbeats${said}`
    return said === '' ? pass('subscription', detail) : warn('subscription', detail, LONGER)
  }
  const named = missing.map(({ channels, product }) => `${channels.join(', ')} of ${product}`).join('; ')
  const isUnknown = first.channels.length === FEED_CHANNELS.length
  return fail(
    'subscription',
    `not subscribed: ${named}${said}`,
    isUnknown ? `is ${first.product} spelled right, and still traded? the venue drops unknown products without a word` : LONGER,
  )
}

function liveness({ heartbeats: { count, longestWaitUs, silences }, lookedUs, openAfterUs = 0 }: Evidence): ConnectionFound {
  const expected = Math.floor((lookedUs - openAfterUs) / SECOND_US)
  const detail = `${counted(count, 'heartbeat')} in ${secondsText(lookedUs - openAfterUs)}, longest wait ${secondsText(longestWaitUs)}`
  if (silences > 0) return warn('liveness', `${detail}, silent ${counted(silences, 'time')}`, LONGER)
  if (count === 0 && expected < 3) return warn('liveness', 'no heartbeat yet', LONGER)
  if (count === 0)
    return fail('liveness', `no heartbeat in ${secondsText(lookedUs - openAfterUs)}`, 'is it Coinbase that answers? of doctor --net')
  return longestWaitUs > LONG_WAIT_US ? warn('liveness', detail, LONGER) : pass('liveness', detail)
}

function sequence({ health: { connections } }: Evidence): ConnectionFound {
  const sum = (name: 'frames' | 'gaps' | 'lostFrames' | 'late'): number =>
    connections.reduce((total, connection) => total + connection[name], 0)
  const gaps = sum('gaps')
  const late = sum('late')
  const detail = `${counted(sum('frames'), 'message')}, ${counted(gaps, 'gap')}`
  if (gaps > 0) return warn('sequence', `${detail}, ${grouped(sum('lostFrames'))} lost: books came anew`, `does it go on? ${LONGER}`)
  return late > 0 ? warn('sequence', `${detail}, ${grouped(late)} late`, `does it go on? ${LONGER}`) : pass('sequence', detail)
}

function frames({ health: { connections }, products }: Evidence): ConnectionFound {
  const unreadable = connections.reduce((sum, connection) => sum + connection.unreadable, 0)
  const unknown = Math.max(0, ...products.map(({ view }) => view?.counts.unknownChannels ?? 0))
  const [first] = products
  const record = `of record ${first?.product ?? 'BTC-USD'} --out sample --duration 1m   keeps them as they came`
  if (unreadable > 0) return fail('frames', `${grouped(unreadable)} could not be read`, record)
  return unknown > 0 ? warn('frames', `${grouped(unknown)} of channels that are not known`, record) : pass('frames', 'all could be read')
}

function latency({ clock: found, health: { connections } }: Evidence): ConnectionFound {
  const timed = connections.flatMap((connection) => connection.latency ?? [])
  if (timed.length === 0) return warn('latency', 'n/a: no frame came after it was sent', 'date -u   is the clock of this machine behind?')
  const p50Us = Math.max(...timed.map((one) => one.p50Us))
  const p99Us = Math.max(...timed.map((one) => one.p99Us))
  const detail = `p50 ${msText(p50Us)}, p99 ${msText(p99Us)}${timed.length > 1 ? ' of the slowest connection' : ''}`
  if (p99Us <= SLOW_US) return pass('latency', detail)
  const isSkewed = found?.ok === true && Math.abs(found.aheadUs) > SECOND_US
  return warn('latency', detail, isSkewed ? 'the clocks differ: see clock' : 'is this machine or its line busy? top; of doctor --net')
}

function clock({ clock: found }: Evidence): readonly ConnectionFound[] {
  if (found === undefined) return []
  if (!found.ok) return [warn('clock', `n/a: ${describeNetFault(found.fault)}`, 'of doctor --net')]
  const { aheadUs, roundTripUs } = found
  const detail = `${msText(Math.abs(aheadUs))} ${aheadUs < 0 ? 'behind' : 'ahead of'} the venue's, within ${msText(roundTripUs / 2)}`
  if (Math.abs(aheadUs) <= SKEW_US) return [pass('clock', detail)]
  return [warn('clock', `${detail}: latencies are off by it, keys may be refused`, 'timedatectl set-ntp true   or set the clock by hand')]
}

function rest({ rest: { answers, failures, unreadable } }: Evidence): ConnectionFound {
  const detail = `${counted(answers, 'answer')}, ${grouped(failures.length)} failed`
  const last = failures.at(-1)
  if (answers === 0) return fail('rest', `${detail}${last === undefined ? '' : `: ${describeNetFault(last.fault)}`}`, 'of doctor --net')
  if (unreadable > 0)
    return fail('rest', `${detail}, ${grouped(unreadable)} could not be read`, 'of doctor --net   does something else answer?')
  return last === undefined ? pass('rest', detail) : warn('rest', `${detail}: ${describeNetFault(last.fault)}`, `does it go on? ${LONGER}`)
}

function restBook({ health: { checks } }: Evidence): ConnectionFound {
  const { checked, failed, note, passed } = checks['rest-book']
  if (checked === 0) return warn('rest-book', 'no comparison with the book of REST', LONGER)
  const detail = `${grouped(passed)} of ${grouped(checked)} comparisons agree${note === undefined ? '' : `, ${note}`}`
  return failed > 0 ? warn('rest-book', detail, LONGER) : pass('rest-book', detail)
}

function queue({ health: { overruns } }: Evidence): ConnectionFound {
  if (overruns === 0) return pass('queue', 'kept up, no overrun')
  return fail('queue', `${counted(overruns, 'overrun')}: this machine is too slow for the feed`, 'fewer products, or less else to do: top')
}
