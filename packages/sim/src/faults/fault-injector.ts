import type { Us } from '@of/core'
import { Random } from '../random.ts'
import type { FrameMeta, VenueAnswer } from '../venue/client.ts'
import type { MessageMeta, VenueFaults } from '../venue/faults.ts'
import type { Message } from '../wire/message.ts'
import { ContentFaults } from './content-faults.ts'
import { contentQuirks, withContentQuirk } from './content-quirks.ts'
import { DialFaults } from './dial-faults.ts'
import {
  type Closure,
  type Delivery,
  type DialFault,
  type Fault,
  type FaultKind,
  type InjectedFault,
  type Quirk,
  quirks as everyQuirk,
} from './fault.ts'
import { FaultSchedule } from './fault-schedule.ts'
import { LinkFaults, type LinkState } from './link-faults.ts'
import { RestFaults } from './rest-faults.ts'
import { SentBefore } from './sent-before.ts'
import { skewed, textQuirks, withTextQuirk } from './text-quirks.ts'
import { WireFaults } from './wire-faults.ts'

/** What goes wrong, and whom to tell. */
export interface FaultInjectorOptions {
  readonly seed: number
  /** The share of frames that have a quirk, from 0 to 1; none unless given. */
  readonly quirkRate?: number
  /** The quirks to choose from; all unless given. */
  readonly quirks?: readonly Quirk[]
  /** How large an oversized snapshot is: 129 MiB unless given. */
  readonly oversizedBytes?: number
  /** Is told of every fault when it bites. */
  readonly onInjected?: (fault: InjectedFault) => void
}

/**
 * Makes a venue and the links to it fail, as planned: one for each venue. Nothing in it depends on anything but the seed, the
 * plan and what passes through it, so that what went wrong once goes wrong again.
 *
 * A venue is given `content`; whoever carries its frames asks the rest. A text goes through `onText`, a request through `rest`,
 * a connection begins with `dial` and ends with `forget`.
 */
export class FaultInjector {
  /** What is given to the venue. */
  readonly content: VenueFaults = { onMessage: (connection, message, meta) => this.#onMessage(connection, message, meta) }
  readonly #seed: number
  readonly #quirkRate: number
  readonly #contentQuirks: readonly Quirk[]
  readonly #textQuirks: readonly Quirk[]
  readonly #isClockOdd: boolean
  readonly #schedule: FaultSchedule
  readonly #sent = new SentBefore()
  readonly #contentFaults: ContentFaults
  readonly #wire: WireFaults
  readonly #link: LinkFaults
  readonly #dial: DialFaults
  readonly #rest: RestFaults
  readonly #odd = new Map<string, { readonly content: Random; readonly text: Random; skewSeconds: number }>()

  constructor(options: FaultInjectorOptions) {
    const { seed, quirkRate = 0, quirks = everyQuirk, oversizedBytes = 129 * 1024 * 1024, onInjected = () => {} } = options
    if (!(quirkRate >= 0 && quirkRate <= 1))
      throw new RangeError(`fault injector: expected a quirk rate from 0 to 1, received ${quirkRate}`)
    this.#seed = seed
    this.#quirkRate = quirkRate
    this.#contentQuirks = quirks.filter((quirk) => contentQuirks.includes(quirk))
    this.#textQuirks = quirks.filter((quirk) => textQuirks.includes(quirk))
    this.#isClockOdd = quirks.includes('clock-skew')
    this.#schedule = new FaultSchedule(seed, onInjected)
    this.#contentFaults = new ContentFaults(this.#schedule, this.#sent)
    this.#wire = new WireFaults(this.#schedule, oversizedBytes)
    this.#link = new LinkFaults(this.#schedule)
    this.#dial = new DialFaults(this.#schedule)
    this.#rest = new RestFaults(this.#schedule)
  }

  /** How many of the planned faults have not bitten. */
  get waiting(): number {
    return this.#schedule.size
  }

  /** How many of each kind have bitten. */
  get injected(): ReadonlyMap<FaultKind, number> {
    return this.#schedule.injected
  }

  /** Plans a fault and answers the number that it goes by. */
  schedule(fault: Fault): number {
    return this.#schedule.add(fault)
  }

  /**
   * What becomes of a frame on the link, in the order in which it arrives; nothing if it is lost.
   *
   * The delays are those of a stalled or dripping link: who has real sockets plays `linkState` and `bytesPerSecond` on them instead.
   */
  onText(connection: string, text: string, meta: FrameMeta, nowUs: Us): readonly Delivery[] {
    if (!this.#link.onFrame(connection, meta.products, nowUs)) return []
    const written = this.#quirkRate > 0 ? this.#oddText(connection, text, meta) : text
    return this.#wire
      .onText(connection, written, meta, nowUs)
      .map((sent) => ({ text: sent, delayUs: this.#link.delayOf(connection, sent.length, nowUs) }))
  }

  /** Whether the link passes anything, either way; what the client sends waits on a stalled link and is lost on a dead one. */
  linkState(connection: string, nowUs: Us): LinkState {
    return this.#link.state(connection, nowUs)
  }

  /** Bytes a second that pass a dripping link; `undefined` of any other. */
  bytesPerSecond(connection: string, nowUs: Us): number | undefined {
    return this.#link.bytesPerSecond(connection, nowUs)
  }

  /** Somebody connects under a name: why that fails, or `undefined`. What was known of the name is forgotten. */
  dial(connection: string, nowUs: Us): DialFault | undefined {
    this.forget(connection)
    return this.#dial.onDial(connection, nowUs)
  }

  /** What is answered to a request in place of the venue's answer: itself, another, or nothing ever. */
  rest(path: string, answer: VenueAnswer, nowUs: Us): VenueAnswer | 'timeout' {
    return this.#rest.onAnswer(path, answer, nowUs)
  }

  /** The links that close now, each told once. After a clean close what was sent still arrives, after an abrupt one it may not. */
  closures(nowUs: Us): readonly Closure[] {
    return this.#link.closures(nowUs)
  }

  /** The number that the venue gave to the frame that carries this number on the wire: they differ after a `sequence-jump`. */
  venueSequence(connection: string, wireSequence: number): number {
    return this.#wire.venueSequence(connection, wireSequence)
  }

  /** The connection is gone: what was held back, stalled or dead of it is forgotten. */
  forget(connection: string): void {
    this.#sent.forget(connection)
    this.#contentFaults.forget(connection)
    this.#wire.forget(connection)
    this.#link.forget(connection)
    this.#odd.delete(connection)
  }

  #onMessage(connection: string, message: Message, meta: MessageMeta): readonly Message[] {
    const said = this.#contentFaults.onMessage(connection, message, meta)
    const told = this.#quirkRate > 0 ? said.flatMap((one) => this.#oddMessage(connection, one)) : said
    for (const one of said) this.#sent.remember(connection, one)
    return told
  }

  #oddMessage(connection: string, message: Message): readonly Message[] {
    const { content: random } = this.#oddOf(connection)
    if (this.#contentQuirks.length === 0 || !random.chance(this.#quirkRate)) return [message]
    return withContentQuirk(random.pick(this.#contentQuirks), message, { connection, sent: this.#sent, random })
  }

  #oddText(connection: string, text: string, meta: FrameMeta): string {
    const odd = this.#oddOf(connection)
    let written = text
    if (this.#textQuirks.length > 0 && odd.text.chance(this.#quirkRate)) {
      written = withTextQuirk(odd.text.pick(this.#textQuirks), text, meta.channel, odd.text)
    }
    // The clock is put wrong, or right again, far less often than frames are odd: else time would run to and fro.
    if (this.#isClockOdd && odd.text.chance(this.#quirkRate / 200))
      odd.skewSeconds = odd.skewSeconds === 0 ? odd.text.pick([-3, -1, 1, 2]) : 0
    return skewed(written, odd.skewSeconds)
  }

  #oddOf(connection: string): { readonly content: Random; readonly text: Random; skewSeconds: number } {
    let odd = this.#odd.get(connection)
    if (odd === undefined) {
      odd = {
        content: new Random(this.#seed, `odd content ${connection}`),
        text: new Random(this.#seed, `odd text ${connection}`),
        skewSeconds: 0,
      }
      this.#odd.set(connection, odd)
    }
    return odd
  }
}
