import type { TimedIndicator } from '../indicator/indicator.ts'
import { MINUTE_US, SECOND_US, type Us } from '../market.ts'
import type { OfiTerm } from './ofi-window.ts'

/** Sums of terms, each weighted by its age as of the newest term that was not zero. */
export interface OfiMomentumState {
  nowUs: Us
  /** When the first term was, zero or not. */
  sinceUs: Us | undefined
  /** The time as of which the sums are weighted. */
  atUs: Us
  /** Terms that were not zero. */
  events: number
  signed: number
  absolute: number
  squared: number
}

/** How one-sided the flow has been of late. */
export interface OfiMomentum {
  /** Σ w·e / Σ w·|e|, from −1 to 1. */
  readonly momentum: number
  /** Σ w·e / √Σ (w·e)²: how far that is from what terms of random sign give; a noise filter, no p-value. */
  readonly z: number
}

/** How fast the past fades, and when there is a value. */
export interface OfiMomentumOptions {
  /** After which a term counts half; 30 s unless given. */
  readonly halfLifeUs?: Us
  /** How long after the first term there is a value; 1 min unless given. */
  readonly warmUpUs?: Us
  /** The terms other than zero that a value needs; 20 unless given. */
  readonly minEvents?: number
}

/**
 * Momentum of order flow imbalance: the share by which flow in one direction outweighs flow in the other, the past
 * fading with exchange time; `undefined` while warming up. A silence fades all terms alike and thus changes nothing.
 */
export function ofiMomentum(options: OfiMomentumOptions = {}): TimedIndicator<OfiTerm, OfiMomentumState, OfiMomentum | undefined> {
  const { halfLifeUs = 30 * SECOND_US, warmUpUs = MINUTE_US, minEvents = 20 } = options
  if (!(halfLifeUs > 0)) throw new RangeError(`ofiMomentum: halfLifeUs must be above 0, was ${halfLifeUs}`)
  if (!(warmUpUs >= 0)) throw new RangeError(`ofiMomentum: warmUpUs must be at least 0, was ${warmUpUs}`)
  if (!Number.isInteger(minEvents) || minEvents < 1)
    throw new RangeError(`ofiMomentum: minEvents must be a positive integer, was ${minEvents}`)
  const fade = (ageUs: Us): number => Math.exp((-Math.LN2 * ageUs) / halfLifeUs)

  return {
    init: () => ({ nowUs: 0, sinceUs: undefined, atUs: 0, events: 0, signed: 0, absolute: 0, squared: 0 }),
    step(state, { timeUs, e }) {
      if (timeUs > state.nowUs) state.nowUs = timeUs
      state.sinceUs ??= timeUs
      if (e === 0) return
      // Weights are relative: only a term that has one may make the others fade, so that a silence cannot fade them to nothing.
      if (timeUs > state.atUs) {
        const faded = fade(timeUs - state.atUs)
        state.signed *= faded
        state.absolute *= faded
        state.squared *= faded * faded
        state.atUs = timeUs
      }
      const weighted = timeUs < state.atUs ? e * fade(state.atUs - timeUs) : e
      state.signed += weighted
      state.absolute += Math.abs(weighted)
      state.squared += weighted * weighted
      state.events += 1
    },
    advance(state, nowUs) {
      if (nowUs > state.nowUs) state.nowUs = nowUs
    },
    read({ nowUs, sinceUs, events, signed, absolute, squared }) {
      if (sinceUs === undefined || nowUs - sinceUs < warmUpUs || events < minEvents) return undefined
      return { momentum: signed / absolute, z: signed / Math.sqrt(squared) }
    },
  }
}

/** Who keeps pressing, by the momentum of order flow imbalance: neutral up to 0.10 on either side. */
export function momentumLabel(momentum: number): 'neutral' | 'buying' | 'selling' {
  if (Math.abs(momentum) <= 0.1) return 'neutral'
  return momentum > 0 ? 'buying' : 'selling'
}
