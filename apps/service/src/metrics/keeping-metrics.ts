import type { ServiceState } from '../service/state.ts'
import type { Family } from './family.ts'

/** What became of alerts. */
export function keepingCounters({ alerts }: ServiceState): Family[] {
  return [
    { name: 'of_alerts_total', help: 'Alerts that fired.', read: () => [[{}, alerts.counts.fired]] },
    {
      name: 'of_alert_deliveries_total',
      help: 'Alerts that webhooks were to be told of, by what became of that.',
      labels: ['result'],
      read: () => {
        const { delivered, failed, rateLimited } = alerts.counts
        return [
          [{ result: 'delivered' }, delivered],
          [{ result: 'failed' }, failed],
          [{ result: 'rate-limited' }, rateLimited],
        ]
      },
    },
  ]
}

/** What waits to be told, and how the recording of raw frames stands. */
export function keepingGauges({ alerts, recording }: ServiceState): Family[] {
  return [
    { name: 'of_alerts_pending', help: 'Alerts on their way to webhooks.', read: () => [[{}, alerts.counts.pending]] },
    { name: 'of_recording_up', help: '1 while raw frames are recorded.', read: () => [[{}, recording?.health.state === 'on' ? 1 : 0]] },
    {
      name: 'of_recording_bytes',
      help: 'Size of the recording of this run, compressed.',
      read: () => [[{}, recording?.health.bytes ?? 0]],
    },
  ]
}
