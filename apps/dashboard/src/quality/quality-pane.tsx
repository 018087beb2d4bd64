import type { JSX } from 'preact'
import { fixed } from '../format/number.ts'
import { clock, latency, span } from '../format/time.ts'
import { useDesk } from '../shell/desk.ts'
import { Unknown } from '../shell/marks.tsx'
import { qualityReadings } from './readings.ts'
import { Reading } from './quality-strip.tsx'

/** All that is known of the data: readings with their meaning, checks, connections and holes. */
export function QualityPane(): JSX.Element {
  const { store, view } = useDesk()
  const health = store.shown.health.value
  const quality = store.shown.quality.value
  const gaps = (quality?.gapsToday ?? []).filter(({ fromUs }) => fromUs > 0)
  return (
    <div class="quality-pane">
      <dl>
        {qualityReadings(health, quality).map((reading) => (
          <div key={reading.name}>
            <dt>{reading.name}</dt>
            <dd>
              <Reading of={reading} />
            </dd>
            <dd class="label">{reading.meaning}</dd>
          </div>
        ))}
      </dl>
      <h2>Checks</h2>
      <table>
        <tbody>
          {(health?.checks ?? []).map(({ checked, failed, name, note }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{fixed(checked, 0)} checked</td>
              <td class={failed > 0 ? 'crit' : 'soft'} title={note}>
                {fixed(failed, 0)} failed
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>Connections</h2>
      <table>
        <tbody>
          {(health?.connections ?? []).map((connection) => (
            <tr key={connection.name}>
              <td>
                {connection.name} {connection.state}
              </td>
              <td>{fixed(connection.frames, 0)} frames</td>
              <td>{connection.latency === null ? <Unknown why="no latency can be told of it" /> : latency(connection.latency.p50Us)}</td>
              <td class="soft">{connection.reconnects} reconnects</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>Holes today</h2>
      {gaps.length === 0 ? (
        <p class="label">none</p>
      ) : (
        <table>
          <tbody>
            {gaps.map(({ fromUs, reason, source, toUs }) => (
              <tr key={`${source}${fromUs}`}>
                <td>{source}</td>
                <td>{clock(fromUs, view.value.zone)}</td>
                <td>{toUs === null ? <span class="crit">lasts</span> : span(toUs - fromUs)}</td>
                <td class="soft reason">{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
