import { startServer } from '@of/sim'
import { describe, expect, it, vi } from 'vitest'
import { probeNet } from './probe.ts'

const onStep = (): void => {}

describe('probeNet(options)', () => {
  it('walks the way to a venue, step by step', async () => {
    const server = await startServer({ seed: 1, startUs: Date.now() * 1_000 })
    const findings = await probeNet({ url: server.url, onStep })
    await server.close()
    expect(findings.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      'proxy pass',
      'dns pass',
      'tcp pass',
      'upgrade pass',
      'http pass',
      'http pass',
    ])
  })

  it('stops where the way does', async () => {
    const server = await startServer({ seed: 1, startUs: Date.now() * 1_000 })
    await server.close()
    const findings = await probeNet({ url: server.url, onStep })
    expect(findings.map(({ name, verdict }) => `${name} ${verdict}`).slice(0, 3)).toEqual(['proxy pass', 'dns pass', 'tcp fail'])
    expect(findings[2]).toMatchObject({
      detail: expect.stringContaining('connection refused'),
      remedy: expect.stringContaining('of sim --port'),
    })
    expect(findings.map(({ name }) => name)).not.toContain('upgrade')
  })

  it('tells a server without TLS from one with it', async () => {
    const server = await startServer({ seed: 1, startUs: Date.now() * 1_000 })
    const findings = await probeNet({ url: server.url.replace('ws:', 'wss:'), onStep })
    await server.close()
    expect(findings.find(({ name }) => name === 'tls')).toMatchObject({
      verdict: 'fail',
      detail: expect.stringMatching(/^no trusted connection/),
    })
  })

  it('takes the way by the proxy that the environment names, and keeps its password to itself', async () => {
    vi.stubEnv('HTTPS_PROXY', 'http://name:secret@127.0.0.1:1')
    const findings = await probeNet({ url: 'wss://venue.invalid', onStep })
    vi.unstubAllEnvs()
    expect(findings.slice(0, 3)).toMatchObject([
      { name: 'proxy', verdict: 'pass', detail: 'http://127.0.0.1:1, by HTTPS_PROXY' },
      { name: 'dns', verdict: 'pass' },
      { name: 'tcp', verdict: 'fail' },
    ])
    expect(JSON.stringify(findings)).not.toContain('secret')
  })
})
