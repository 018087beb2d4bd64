import { readFileSync, statSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { simulatedSample } from '../../scripts/simulated-sample.ts'
import { samplePath } from '../sample.ts'
import { finished, of, start } from '../testing/of-process.ts'

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

describe('of demo --recording', () => {
  it('analyses the bundled recording, and names its preset and that it is simulated', async () => {
    const { exitCode, stderr, stdout } = await of(['demo', '--recording'])
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

describe('of demo --terminal', () => {
  // A proxy that is not there: Coinbase cannot be reached, whatever the network.
  const env = { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '' }

  it.concurrent('takes the simulator where Coinbase cannot be reached, and says which and why', async () => {
    const { exitCode, stderr, stdout } = await of(['demo', '--terminal', '--for', '3s'], { env })
    const words = 'built-in simulator, seed 42 · Coinbase could not be reached (ECONNREFUSED)'
    expect(stderr).toBe(`note: SIMULATED, not a market: ${words}\n`)
    expect(stdout).toMatch(/^\d\d:\d\d:\d\d\.\d{3}Z SIMULATED /)
    expect(stdout.split('\n')[0]).toContain(words)
    expect(stdout).toMatch(/\nbuilt-in simulator, seed 42 · .*\n.* UTC · [0-3]\.\d s · preset brief\n/)
    expect(stdout.match(/^▞▞▞ SIMULATED/gm)).toHaveLength(2)
    expect(stdout).toContain('Order Flow Analysis - BTC-USD')
    expect(stdout).toContain('Order Flow Analysis - ETH-USD')
    expect(exitCode).toBe(0)
  })

  it.concurrent('falls back on nothing when Coinbase is asked for', async () => {
    const { exitCode, stderr, stdout } = await of(['demo', '--terminal', '--source', 'coinbase'], { env })
    expect(stderr).toContain('error: cannot reach Coinbase (proxy: ECONNREFUSED)\n')
    expect(stderr).toContain('code E_NET_PROXY · exit 69')
    expect({ exitCode, stdout }).toEqual({ exitCode: 69, stdout: '' })
  })

  it.concurrent('ends with the analysis of what has come at Ctrl-C', async () => {
    const child = start(['demo', '--terminal', '--source', 'sim', '--product', 'SOL-USD', '--for', '1h', '--preset', 'default'])
    const ending = finished(child)
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (text: string) => {
        if (text.includes(' SOL-USD price=')) resolve()
      })
    })
    child.kill('SIGINT')
    const { exitCode, stderr, stdout } = await ending
    expect(stdout).toContain('· preset default\n')
    expect(stdout).toContain('Order Flow Analysis - SOL-USD')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: 'note: SIMULATED, not a market: built-in simulator, seed 42\n' })
  })
})
