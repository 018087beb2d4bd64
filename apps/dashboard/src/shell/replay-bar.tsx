import type { Replay, ReplayChange } from '@of/api'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { faultOf } from '../data/fault-of.ts'
import { clock, day, zoneName } from '../format/time.ts'
import { useDesk } from './desk.ts'
import { Icon } from './marks.tsx'

/** How fast a replay can be asked to go. */
const SPEEDS: readonly number[] = [0.5, 1, 2, 5, 10, 30, 60, 300]

const SECOND_US = 1e6

/** Where a replay stands in its recording: pause, speed, and a slider, forward in the recording, back in the chart. */
export function ReplayBar(): JSX.Element | null {
  const desk = useDesk()
  const { store, view } = desk
  const sought = useSignal<number | undefined>(undefined)
  const replay = store.shown.health.value?.replay
  if (replay === undefined) return null
  const change = (asked: ReplayChange): void =>
    void desk.client.changeReplay({ body: asked }).catch((error: unknown) => desk.say(faultOf(error)))
  const { paused: isPaused, words } = standing(replay)
  const { fromUs, toUs } = spanOf(replay)
  const atUs = sought.value ?? replay.atUs ?? fromUs
  const { zone } = view.value
  const go = (timeUs: number): void => {
    sought.value = undefined
    if (timeUs > (replay.atUs ?? 0)) change({ toUs: timeUs })
    else desk.target.value = timeUs
  }
  return (
    <div class="replay" role="group" aria-label="Replay" data-field="replay">
      <button
        aria-label={isPaused ? 'Go on with the replay' : 'Pause the replay'}
        aria-pressed={isPaused}
        disabled={replay.state === 'ended'}
        onClick={() => change({ paused: !isPaused })}
      >
        <Icon name={isPaused ? 'play' : 'pause'} />
      </button>
      <select
        class="field"
        aria-label="Speed"
        value={replay.speed}
        onChange={({ currentTarget }) => change({ speed: Number(currentTarget.value) })}
      >
        {[...new Set([...SPEEDS, replay.speed])]
          .sort((a, b) => a - b)
          .map((speed) => (
            <option key={speed} value={speed}>
              {speed}×
            </option>
          ))}
      </select>
      <input
        type="range"
        aria-label="Position in the recording"
        aria-valuetext={clock(atUs, zone)}
        title="Forward: the recording is read up to there. Back: the chart shows what was; book, tape and signal stay where the replay is."
        min={fromUs}
        max={toUs}
        step={SECOND_US}
        value={atUs}
        onInput={({ currentTarget }) => {
          sought.value = Number(currentTarget.value)
        }}
        onChange={({ currentTarget }) => go(Number(currentTarget.value))}
      />
      <span class="replay-time">
        {day(atUs, zone)} {clock(atUs, zone)} {zoneName(zone)}
      </span>
      <span class="soft">
        {words}
        {replay.toUs === null ? ', length not known' : ` of ${clock(replay.toUs, zone)}`}
      </span>
    </div>
  )
}

function standing({ state }: Replay): { readonly paused: boolean; readonly words: string } {
  const words = { running: 'running', paused: 'paused', seeking: 'reading on …', ended: 'at its end' }
  return { paused: state === 'paused', words: words[state] }
}

/** What the slider spans: the recording, or as much of it as was replayed where it does not say how long it is. */
function spanOf({ atUs, fromUs, toUs }: Replay): { readonly fromUs: number; readonly toUs: number } {
  const from = fromUs ?? atUs ?? 0
  return { fromUs: from, toUs: Math.max(toUs ?? atUs ?? from, from + SECOND_US) }
}
