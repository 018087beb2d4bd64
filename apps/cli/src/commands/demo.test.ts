import { readFileSync, statSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { simulatedSample } from '../../scripts/simulated-sample.ts'
import { samplePath } from '../sample.ts'
import { of } from '../testing/of-process.ts'

interface Factor {
  readonly factor: string
  readonly state: string
}

interface Report {
  readonly simulated: boolean
  readonly product: string
  readonly signal: { readonly abstained: boolean; readonly factors: readonly Factor[]; readonly reachableNet: number }
}

describe('the bundled recording', () => {
  it('is what the simulator makes', () => {
    expect(gunzipSync(readFileSync(samplePath)).toString() === simulatedSample()).toBe(true)
  })

  it('is small enough to be shipped', () => {
    expect(statSync(samplePath).size).toBeLessThan(400_000)
  })

  it('gives every factor of preset brief a value, for both products', async () => {
    const { stdout } = await of(['analyze', samplePath, '--preset', 'brief', '--json'])
    const reports = stdout
      .trimEnd()
      .split('\n')
      .map((line): Report => JSON.parse(line))
    expect(reports.map(({ product }) => product)).toEqual(['BTC-USD', 'ETH-USD'])
    for (const { signal, simulated } of reports) {
      expect(simulated).toBe(true)
      expect(signal.factors.filter(({ state }) => state === 'unknown' || state === 'absent')).toEqual([])
      expect(signal).toMatchObject({ abstained: false, reachableNet: 110 })
    }
  })
})

describe('of demo', () => {
  it('analyses the bundled recording, and names its preset and that it is simulated', async () => {
    const { exitCode, stderr, stdout } = await of(['demo'])
    expect(stdout).toMatch(/^simulated-btc-eth\.of\.gz\n.* · preset brief\n/)
    expect(stdout.match(/^▞▞▞ SIMULATED/gm)).toHaveLength(2)
    expect(stdout).toContain('Order Flow Analysis - ETH-USD')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })

  it('says it in one line when quiet', async () => {
    const { exitCode, stdout } = await of(['demo', '--quiet'])
    expect(stdout).toMatch(/^SIMULATED · preset brief · BTC-USD (LONG|SHORT|HOLD) net \S+ · ETH-USD (LONG|SHORT|HOLD) net \S+\n$/)
    expect(exitCode).toBe(0)
  })
})
