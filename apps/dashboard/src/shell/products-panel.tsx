import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { faultOf } from '../data/fault-of.ts'
import { useDesk } from './desk.ts'

/** The products that are followed: another can be added, and any but the last removed. */
export function ProductsPanel(): JSX.Element {
  const desk = useDesk()
  const products = desk.store.shown.health.value?.products ?? []
  const fault = useSignal<string | undefined>(undefined)
  const isAsking = useSignal(false)
  const ask = async (work: () => Promise<void>): Promise<void> => {
    isAsking.value = true
    fault.value = undefined
    try {
      await work()
    } catch (error) {
      fault.value = faultOf(error)
    } finally {
      isAsking.value = false
    }
  }
  const add = (product: string): Promise<void> =>
    ask(async () => {
      const added = await desk.client.addProduct({ body: { product } })
      desk.look({ product: added.product, range: undefined })
      desk.panel.value = undefined
    })
  const remove = (product: string): Promise<void> =>
    ask(async () => {
      await desk.client.removeProduct({ product })
    })
  return (
    <>
      <form
        class="add-product"
        onSubmit={(event) => {
          event.preventDefault()
          const given = new FormData(event.currentTarget).get('product')
          if (typeof given === 'string' && given.trim() !== '') void add(given.trim().toUpperCase())
        }}
      >
        <label>
          <span class="label">Follow another product</span>
          <input name="product" placeholder="SOL-USD" autocomplete="off" spellcheck={false} maxLength={64} autofocus />
        </label>
        <button class="close" disabled={isAsking.value}>
          {isAsking.value ? 'Asking …' : 'Follow'}
        </button>
      </form>
      {fault.value !== undefined && (
        <p class="crit" role="alert">
          {fault.value}
        </p>
      )}
      <ul class="followed" aria-label="Products that are followed">
        {products.map(({ product, state }) => (
          <li key={product}>
            <b>{product}</b>
            <span class="soft">{state}</span>
            <button class="close" disabled={isAsking.value || products.length < 2} onClick={() => void remove(product)}>
              Remove
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
