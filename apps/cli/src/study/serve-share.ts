import type { MessagePort } from 'node:worker_threads'
import { Analyst } from './analyst.ts'
import type { Answer, Assignment, Order } from './messages.ts'
import { unpacked } from './packed-steps.ts'

/** Analyses a share of the products by order of the thread that reads, until that has enough. */
export function serveShare(port: MessagePort, { share, task }: Assignment): void {
  const analyst = new Analyst(task, share)
  port.on('message', (order: Order) => port.postMessage(answerTo(order, analyst)))
}

function answerTo(order: Order, analyst: Analyst): Answer {
  if (order.kind === 'take') return { kind: 'told', told: analyst.take(unpacked(order.steps)) }
  return { kind: 'findings', findings: analyst.findings() }
}
