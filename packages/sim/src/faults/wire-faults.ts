import type { Us } from '@of/core'
import type { FrameMeta } from '../venue/client.ts'
import type { Random } from '../random.ts'
import { corrupted, errorFrame, oversized, renumbered, truncated } from './damage.ts'
import { type FaultSchedule, isMeantFor, type PlannedFault } from './fault-schedule.ts'

/** A text that comes later than its place, after some more frames. */
interface HeldText {
  readonly text: string
  framesLeft: number
}

/** From a number on, the numbers on the wire are that much above the venue's own. */
interface Jump {
  readonly fromWireSequence: number
  readonly offset: number
}

interface Wire {
  offset: number
  readonly jumps: Jump[]
  held: HeldText[]
}

/** What befalls frames between the venue and the link: lost, repeated, late, damaged, renumbered. */
export class WireFaults {
  readonly #schedule: FaultSchedule
  readonly #oversizedBytes: number
  readonly #wires = new Map<string, Wire>()

  constructor(schedule: FaultSchedule, oversizedBytes: number) {
    this.#schedule = schedule
    this.#oversizedBytes = oversizedBytes
  }

  /** The texts that go on in place of a frame, in order. */
  onText(connection: string, text: string, meta: FrameMeta, nowUs: Us): readonly string[] {
    const fault = this.#schedule.take('wire', nowUs, (planned) => fits(planned, connection, meta))
    const wire = this.#wires.get(connection)
    if (fault === undefined && wire === undefined) return [text]

    if (fault !== undefined) this.#schedule.report(fault, { nowUs, connection, products: meta.products, sequence: meta.sequence })
    const known = wire ?? this.#open(connection)
    const late = this.#releasedBy(known)
    const texts = fault === undefined ? [renumbered(text, known.offset)] : this.#bite(fault, known, text, meta)
    return [...texts, ...late]
  }

  /** The number that the venue gave to the frame that carries this number on the wire. */
  venueSequence(connection: string, wireSequence: number): number {
    const jump = this.#wires.get(connection)?.jumps.findLast(({ fromWireSequence }) => fromWireSequence <= wireSequence)
    return wireSequence - (jump?.offset ?? 0)
  }

  /** The connection is gone, and with it what was held back of it. */
  forget(connection: string): void {
    this.#wires.delete(connection)
  }

  #open(connection: string): Wire {
    const wire: Wire = { offset: 0, jumps: [], held: [] }
    this.#wires.set(connection, wire)
    return wire
  }

  #releasedBy(wire: Wire): readonly string[] {
    if (wire.held.length === 0) return []
    for (const held of wire.held) held.framesLeft -= 1
    const due = wire.held.filter(({ framesLeft }) => framesLeft <= 0)
    if (due.length > 0) wire.held = wire.held.filter(({ framesLeft }) => framesLeft > 0)
    return due.map(({ text }) => text)
  }

  #bite(fault: PlannedFault, wire: Wire, original: string, meta: FrameMeta): readonly string[] {
    const random = this.#schedule.randomOf(fault)
    if (fault.kind === 'sequence-jump') leap(wire, meta, random)
    const text = renumbered(original, wire.offset)
    switch (fault.kind) {
      case 'drop':
        return []
      case 'duplicate':
        if (random.chance(0.5)) return [text, text]
        wire.held.push({ text, framesLeft: 1 + random.below(8) })
        return [text]
      case 'reorder':
        wire.held.push({ text, framesLeft: 1 + random.below(4) })
        return []
      case 'truncate':
        return [truncated(text, random)]
      case 'corrupt':
        return [corrupted(text, meta.channel, random)]
      case 'error-frame':
        return [errorFrame(random), text]
      case 'oversized-snapshot':
        return [oversized(text, this.#oversizedBytes)]
      default:
        return [text]
    }
  }
}

function leap(wire: Wire, meta: FrameMeta, random: Random): void {
  wire.offset += random.chance(0.1) ? 1_000_000 : 1 + random.below(40)
  wire.jumps.push({ fromWireSequence: (meta.sequence ?? 0) + wire.offset, offset: wire.offset })
}

function fits(fault: PlannedFault, connection: string, meta: FrameMeta): boolean {
  if (meta.sequence === undefined || !isMeantFor(fault, connection, meta.products)) return false
  return fault.kind !== 'oversized-snapshot' || (meta.channel === 'l2_data' && meta.type === 'snapshot')
}
