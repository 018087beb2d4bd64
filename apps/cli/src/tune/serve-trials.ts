import type { MessagePort } from 'node:worker_threads'
import { evaluate } from '@of/backtest'
import type { TrialAnswer, TrialOrder, TrialsAssignment } from './messages.ts'

/** Tries configurations by order of another thread, until that has enough. */
export function serveTrials(port: MessagePort, { plan, products }: TrialsAssignment): void {
  const answerTo = (config: TrialOrder): TrialAnswer => evaluate(products, config, plan)
  port.on('message', (order: TrialOrder) => port.postMessage(answerTo(order)))
}
