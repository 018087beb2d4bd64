import type { SimulatedArrival } from './arrival.ts'
import { createSimulation, type SimulationOptions } from './simulation.ts'

/** Yields all that a client of a simulated venue receives, in the order in which it does: made for this program, not a market. */
export function simulate(options: SimulationOptions): Generator<SimulatedArrival, void, undefined> {
  return createSimulation(options).arrivals
}
