import type { Evidence } from './evidence.ts'
import type { Finding } from './finding.ts'
import { judgeConnections } from './judge-connection.ts'
import { judgeProduct } from './judge-product.ts'

/** What a look found, the whole first, then product by product. Of products nothing is said where there was no connection. */
export function judge(evidence: Evidence): readonly Finding[] {
  const whole = judgeConnections(evidence).map((found) => ({ ...found, subject: null }))
  if (evidence.openAfterUs === undefined) return whole
  const products = evidence.products.flatMap((product) =>
    judgeProduct(product, evidence).map((found) => ({ ...found, subject: product.product })),
  )
  return [...whole, ...products]
}
