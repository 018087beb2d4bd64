import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import type { ReportDocument } from '../document/document.ts'
import { renderJson } from '../json/render-json.ts'
import { madeUpDocument } from '../testing/made-up-document.ts'
import { renderHtml } from './render-html.ts'
import { tokens } from './tokens.ts'

const page = renderHtml(madeUpDocument)
const short: ReportDocument = { title: 'T', origin: 'market', inputs: [], verdicts: [], sections: [] }
const bodyOf = (html: string): string => parseHTML(html).document.body.textContent

const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}
const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (high! + 0.05) / (low! + 0.05)
}

describe('renderHtml(document)', () => {
  it('gives equal bytes for equal documents, also for one that was kept as JSON', () => {
    expect(renderHtml(JSON.parse(renderJson(madeUpDocument)) as ReportDocument)).toBe(page)
  })

  it('needs nothing else: no script, no address, no file', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|\son\w+=|https?:/i)
    expect([...page.matchAll(/url\(([^)]*)\)/g)].map(([, target]) => target).filter((target) => !/^#(gap|unknown)$/.test(target!))).toEqual(
      [],
    )
    expect(page).toContain("default-src 'none'")
  })

  it('shows of every figure and every table its n, its interval and its command', () => {
    const { document } = parseHTML(page)
    const [section] = madeUpDocument.sections
    const lines = [...document.querySelectorAll('figure .evidence, .table .evidence')].map(({ textContent }) => textContent)
    const wanted = [...section!.figures, ...section!.tables].map(({ evidence }) => evidence)
    expect(lines).toHaveLength(wanted.length)
    for (const [index, { command, interval, n }] of wanted.entries()) {
      for (const part of [n, interval, command]) expect(lines[index]).toContain(part)
    }
  })

  it('says SIMULATED in its title, on the screen and on each sheet of paper, or else that nobody knows, or nothing', () => {
    expect(page).toContain('<title>SIMULATED · ')
    expect(page).toMatch(/class="banner"[^>]*>SIMULATED · not a market/)
    expect(page).toMatch(/@page \{ @top-center \{ content: "SIMULATED/)
    expect(renderHtml({ ...short, origin: 'market' })).not.toMatch(/SIMULATED|class="banner/)
    expect(bodyOf(renderHtml({ ...short, origin: 'unstated' }))).toContain('do not say whether')
  })

  it('tells its verdicts first, then what was found, and only then what it was made from', () => {
    const { document } = parseHTML(page)
    const heads = [...document.querySelectorAll('header > h1, header > .verdict, header > .found, header > .inputs')]
    expect(heads.map(({ className, localName }) => className.split(' ')[0] || localName)).toEqual([
      'h1',
      ...madeUpDocument.verdicts.map(() => 'verdict'),
      ...(madeUpDocument.sections.length > 1 ? ['found'] : []),
      'inputs',
    ])
    expect(renderHtml(short)).not.toContain('What it was made from')
  })

  it('writes what is missing as a dash with its reason, never as a number', () => {
    const cells = [...parseHTML(page).document.querySelectorAll('td.na')].map(({ textContent }) => textContent)
    expect(cells).toEqual(['–a', '–b'])
    const text = bodyOf(page)
    expect(text).toContain('an/a: 38 windows, under 100')
    expect(text).toContain('bn/a: zero variance')
    expect(text).toContain('n/a: 2 blocks, under 3')
    expect(text).not.toMatch(/NaN|undefined|null|Infinity/)
  })

  it('leads from every claim to its section', () => {
    const { document } = parseHTML(page)
    const targets = [...document.querySelectorAll('nav a')].map((link) => link.getAttribute('href')!.slice(1))
    expect(targets).toEqual(['s1', 's2'])
    for (const target of targets) expect(document.getElementById(target)).not.toBeNull()
  })

  it('lets no text become markup', () => {
    const evil = fc.constantFrom('<script>alert(1)</script>', '"><b x="', "' onload='x", '</style><p>', '&lt;', ']]>')
    fc.assert(
      fc.property(evil, (text) => {
        const evidence = { n: text, interval: text, command: text }
        const figure = { kind: 'missing', title: text, says: text, size: 'half', reason: text, evidence } as const
        const bars = {
          kind: 'bars',
          title: text,
          size: 'half',
          evidence,
          hue: 'side',
          references: [],
          x: { label: text, format: 'plain' },
        } as const
        const drawing = { ...bars, bars: [{ name: text, measured: { value: null, reason: text } }] }
        const table = {
          title: text,
          says: text,
          columns: [{ name: text, align: 'left' }],
          rows: [[text], [{ missing: text }]],
          evidence,
        } as const
        const section = { heading: text, claim: text, figures: [figure, drawing], tables: [table], notes: [text] }
        const html = renderHtml({
          title: text,
          origin: 'market',
          inputs: [{ of: text, facts: [{ name: text, value: text }] }],
          verdicts: [{ word: text, tone: 'good', of: text, reasons: [text] }],
          sections: [section, section],
        })
        const { document } = parseHTML(html)
        expect(document.querySelectorAll('script, b[x], [onload], style ~ p').length).toBe(0)
        expect(document.querySelectorAll('section')).toHaveLength(2)
        expect(document.querySelector('h1')!.textContent).toBe(text)
      }),
      { numRuns: 6 },
    )
  })
})

describe('tokens', () => {
  const themes = [...tokens.matchAll(/--bg: (#\w+); --panel: (#\w+)[^}]*/g)].map(([block]) =>
    Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name!, value!])),
  )
  it('keep every text at 4.5 to 1 on the page, in each theme', () => {
    expect(themes.length).toBeGreaterThanOrEqual(2)
    for (const theme of themes) {
      for (const name of ['t1', 't2', 't3', 'warn', 'crit', 'ok', 'accent']) {
        expect({ name, ratio: contrast(theme[name]!, theme['panel']!) >= 4.5 }).toEqual({ name, ratio: true })
      }
      for (const shade of ['h0', 'h1', 'h2', 'h3']) expect(contrast(theme['t1']!, theme[shade]!)).toBeGreaterThanOrEqual(4.5)
      for (const shade of ['h5', 'h6']) expect(contrast(theme['on-heat']!, theme[shade]!)).toBeGreaterThanOrEqual(4.5)
    }
  })
})
