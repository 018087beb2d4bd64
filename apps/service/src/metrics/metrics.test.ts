import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runningService } from '../testing/running.ts'

describe('the board', () => {
  it('asks for no metric that the service does not have', async () => {
    const service = await runningService()
    try {
      const board = readFileSync(new URL('../../grafana/order-flow.json', import.meta.url), 'utf8')
      const asked = new Set(board.match(/\b(of|nodejs|process)_[a-z0-9_]+/g)!.map((name) => name.replace(/_bucket$/, '')))
      const told = await (await fetch(`${service.url}/metrics`)).text()
      const known = new Set([...told.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name))
      expect([...asked].filter((name) => !known.has(name))).toEqual([])
      expect(asked.size).toBeGreaterThan(20)
    } finally {
      await service.close()
    }
  })
})
