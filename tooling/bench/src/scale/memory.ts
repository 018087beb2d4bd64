import process from 'node:process'
import { collectGarbage } from '../garbage.ts'

/** Bytes that are held once all garbage has gone: on the heap, and in array buffers beside it. */
export function heldBytes(): number {
  collectGarbage()
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
