import { golden } from '@of/core/testing'
import { describe, expect, it } from 'vitest'
import { Study } from './study.ts'
import { goldenEvents } from './testing/golden-events.ts'

const study = new Study({ levels: 5, horizonsUs: [10_000_000] })
for (const event of goldenEvents()) study.push(event)
const [report] = study.finish(() => 1)
const [horizon] = report!.horizons
const { both, integrated, multiLevel, ofi, tradeImbalance } = horizon!.contemporaneous

/** How far a figure is from another, as a share of it. */
function apart(actual: number | null | undefined, expected: number): number {
  return Math.abs((actual ?? Number.NaN) / expected - 1)
}

describe('a study of the golden stream in one block', () => {
  it('has as many windows as the reference', () => {
    expect([horizon!.windows, ofi.n, ofi.blocks]).toEqual([golden.ofi_10s.n, golden.ofi_10s.n, 1])
  })

  it('finds what OFI explains, and its slope', () => {
    expect(apart(ofi.r2, golden.ofi_10s.r2)).toBeLessThan(1e-9)
    expect(apart(ofi.beta, golden.ofi_10s.beta)).toBeLessThan(1e-9)
  })

  it('finds the depth of price changes, and how the slope goes with it', () => {
    expect(apart(report!.depthLaw?.depth, golden.ofi_10s.depth_cks)).toBeLessThan(1e-9)
    expect(apart(report!.depthLaw?.betaTimes2D, golden.ofi_10s.beta_times_2D)).toBeLessThan(1e-9)
  })

  it('finds what trade imbalance explains, alone and with OFI', () => {
    expect(apart(tradeImbalance.r2, golden.ti_10s.r2)).toBeLessThan(1e-9)
    expect(apart(tradeImbalance.beta, golden.ti_10s.beta)).toBeLessThan(1e-9)
    expect(apart(both.r2, golden.ofi_and_ti.r2)).toBeLessThan(1e-9)
    expect(apart(both.beta?.ofi, golden.ofi_and_ti.coef[1]!)).toBeLessThan(1e-9)
    expect(apart(both.beta?.tradeImbalance, golden.ofi_and_ti.coef[2]!)).toBeLessThan(1e-9)
  })

  it('finds what more levels explain', () => {
    golden.mlofi_10s.r2_by_levels.forEach((r2, at) => expect(apart(multiLevel[at]?.r2, r2)).toBeLessThan(1e-9))
  })

  it('finds what they explain as one number, and says that its weights are of the same block', () => {
    expect(apart(integrated.r2, golden.integrated_ofi.r2)).toBeLessThan(1e-9)
    expect(integrated.weightsFrom).toBe('same block')
    expect(report!.warnings.join()).toContain('fitted on the moves that it explains')
  })

  it('puts what as many meaningless numbers explain beside it, and less than that is left of it', () => {
    expect(apart(both.chanceR2, 2 / 99)).toBeLessThan(1e-9)
    expect(apart(both.adjustedR2, 1 - ((1 - both.r2!) * 99) / 97)).toBeLessThan(1e-9)
  })
})
