import type { Fact, Origin } from '../document/document.ts'
import { fixed } from '../format/numbers.ts'
import type { Provenance } from '../result/fields.ts'

/** Where results say that their data is from. */
export function originOf({ simulated }: Provenance): Origin {
  if (simulated === undefined || simulated === null) return 'unstated'
  return simulated ? 'simulated' : 'market'
}

/** One origin for several results: simulated if any is, and only known if each is. */
export function originOfAll(origins: readonly Origin[]): Origin {
  if (origins.includes('simulated')) return 'simulated'
  return origins.length === 0 || origins.includes('unstated') ? 'unstated' : 'market'
}

/** What was read and with what, as far as the results say. */
export function provenanceFacts({ files = [], formats, recordings, samplings, venues, version }: Provenance): Fact[] {
  return [
    ...listed('recording', recordings),
    ...files.map((file) => hashFact(file, recordings)),
    ...listed('venue', venues),
    ...listed('format', formats),
    ...listed('sampling', samplings),
    ...(version === undefined ? [] : [{ name: 'version', value: version }]),
  ]
}

/** A file's hash; its name where that is not the recording's, as of a recording in segments, which its manifest stands for. */
function hashFact({ bytes, name, sha256 }: NonNullable<Provenance['files']>[number], recordings: readonly string[] | undefined): Fact {
  const isTheRecording = recordings?.length === 1 && recordings[0] === name
  const size = bytes === null ? '' : `, ${fixed(bytes, 0)} bytes`
  return {
    name: isTheRecording ? 'sha256' : `sha256 of ${name}`,
    value: sha256 === null ? 'n/a: the stream was left before its end' : `${sha256}${size}`,
  }
}

function listed(name: string, values: readonly string[] | undefined): Fact[] {
  if (values === undefined || values.length === 0) return []
  return [{ name: values.length > 1 && name === 'recording' ? 'recordings' : name, value: values.join(', ') }]
}
