import type { Fact, Origin } from '../document/document.ts'
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
export function provenanceFacts({ formats, recordings, samplings, sha256, venues, version }: Provenance): Fact[] {
  return [
    ...listed('recording', recordings),
    ...listed('sha256', sha256),
    ...listed('venue', venues),
    ...listed('format', formats),
    ...listed('sampling', samplings),
    ...(version === undefined ? [] : [{ name: 'version', value: version }]),
  ]
}

function listed(name: string, values: readonly string[] | undefined): Fact[] {
  if (values === undefined || values.length === 0) return []
  return [{ name: values.length > 1 && name === 'recording' ? 'recordings' : name, value: values.join(', ') }]
}
