import { simulate } from '@of/sim'

const counts = new Map<string, number>()
for (const arrival of simulate({ seed: 7, startUs: 1_767_312_000_000_000, durationUs: 3_000_000 })) {
  const what = arrival.kind === 'frame' ? JSON.parse(new TextDecoder().decode(arrival.frame)).channel : arrival.kind
  counts.set(what, (counts.get(what) ?? 0) + 1)
}
console.log(Object.fromEntries(counts))
