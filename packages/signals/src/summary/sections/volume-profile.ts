import { type FeatureName, profileBias } from '@of/core'
import { fixed } from '../../text/number.ts'
import { priceRow, readingOf, rowOf, scored, toneOf } from '../rows.ts'
import type { SummaryInput, SummaryRow, SummarySection } from '../summary.ts'

const ticks = {
  poc: 'poc',
  vah: 'vah',
  val: 'val',
  share: 'valueAreaShare',
  position: 'profilePosition',
  hvn: 'highVolumeNodes',
  lvn: 'lowVolumeNodes',
} as const
const bins = {
  poc: 'binsPoc',
  vah: 'binsVah',
  val: 'binsVal',
  share: 'binsValueAreaShare',
  position: 'binsProfilePosition',
  hvn: 'binsHighVolumeNodes',
  lvn: 'binsLowVolumeNodes',
} as const

/** Where the volume of the last 24 h traded, and where the price stands in it. */
export function volumeProfileSection(input: SummaryInput): SummarySection {
  const names = scored(input, 'binsProfilePosition', 'profilePosition') === 'binsProfilePosition' ? bins : ticks
  const price = (label: string, feature: FeatureName): SummaryRow => priceRow(label, readingOf(input, feature), input.product)
  const nodesRow = (label: string, feature: FeatureName): SummaryRow =>
    rowOf(label, readingOf(input, feature), (count) => ({ value: `${fixed(count, 0)} levels`, tone: 'neutral' }))
  return {
    title: 'Volume Profile',
    rows: [
      price('POC (Point of Control)', names.poc),
      price('VAH (Value Area High)', names.vah),
      price('VAL (Value Area Low)', names.val),
      rowOf('Value Area Volume', readingOf(input, names.share), (share) => ({ value: `${fixed(100 * share, 1)}%`, tone: 'neutral' })),
      nodesRow('High Volume Nodes (Support/Resistance)', names.hvn),
      nodesRow('Low Volume Nodes (Breakout Zones)', names.lvn),
      rowOf('Trading Bias', readingOf(input, names.position), (position) => {
        const { bias, strength, reason } = profileBias(position)
        return { value: `${bias} (${strength}) - ${reason}`, tone: toneOf(position, 1) }
      }),
    ],
  }
}
