import type { Alert } from '@of/api'
import type { JSX } from 'preact'
import { clock, type Zone, zoneName } from '../format/time.ts'
import { useDesk } from '../shell/desk.ts'
import { AlertRules } from './alert-rules.tsx'

/** The rules of alerts, and those that fired, newest first, and how their delivery stands. */
export function AlertsTable(): JSX.Element {
  const desk = useDesk()
  const { zone } = desk.view.value
  const alerts = [...(desk.store.shown.alerts.value ?? [])].reverse()
  return (
    <>
      <AlertRules />
      {alerts.length === 0 ? <p class="table-note">No alert has fired.</p> : <Fired alerts={alerts} zone={zone} />}
    </>
  )
}

function Fired({ alerts, zone }: { readonly alerts: readonly Alert[]; readonly zone: Zone }): JSX.Element {
  return (
    <table class="alerts">
      <caption class="hidden">Alerts, newest first</caption>
      <thead>
        <tr class="label">
          <th scope="col">{zoneName(zone)}</th>
          <th scope="col">Alert</th>
          <th scope="col">Delivery</th>
        </tr>
      </thead>
      <tbody>
        {alerts.map(({ delivery, id, product, rule, text, timeUs }) => (
          <tr key={id}>
            <td class="time">{clock(timeUs, zone)}</td>
            <td title={`${rule}: ${text}`}>
              {product === null ? '' : `${product} `}
              {text}
            </td>
            <td class={delivery === 'failed' ? 'crit' : 'soft'}>{delivery === 'none' ? 'page only' : delivery}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
