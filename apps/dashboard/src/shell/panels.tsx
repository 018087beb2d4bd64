import type { JSX } from 'preact'
import { QualityPane } from '../quality/quality-pane.tsx'
import { useDesk } from './desk.ts'
import { keyWords } from './keys.ts'
import { ProductsPanel } from './products-panel.tsx'

const names = { keys: 'Keys', quality: 'Data quality', products: 'Products' } as const

/** What lies over the page, if anything does: the keys, the products, or the quality of the data. */
export function Panels(): JSX.Element | null {
  const desk = useDesk()
  const which = desk.panel.value
  if (which === undefined) return null
  const close = (): void => {
    desk.panel.value = undefined
  }
  return (
    <section class={`panel-over panel-${which}`} aria-label={names[which]}>
      <div class="pane-head">
        <h2>{names[which]}</h2>
        <button class="close" onClick={close} title="esc">
          Close
        </button>
      </div>
      {which === 'keys' ? <Keys /> : which === 'products' ? <ProductsPanel /> : <QualityPane />}
    </section>
  )
}

function Keys(): JSX.Element {
  return (
    <>
      <dl class="keys">
        {keyWords.map(([keys, does]) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="label credits">
        Charts by TradingView Lightweight Charts™, Copyright (c) 2025 TradingView, Inc.,{' '}
        <a href="https://www.tradingview.com/">www.tradingview.com</a>. Type: Inter, Copyright (c) 2016 The Inter Project Authors, SIL Open
        Font License 1.1.
      </p>
    </>
  )
}
