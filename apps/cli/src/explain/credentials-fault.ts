import type { CredentialsFault } from '@of/coinbase'
import { exitCodes } from '../exit-codes.ts'
import type { Explanation } from './explanation.ts'

const WITHOUT = ['env -u COINBASE_KEY_NAME -u COINBASE_KEY_SECRET of …', 'goes without a key: market data needs none'] as const

/** Why there is no usable key, and what can be done. Nothing of the key itself is in it. */
export function explainCredentials(fault: CredentialsFault): Omit<Explanation, 'summary'> {
  const exitCode = fault.kind === 'unreadable-file' ? exitCodes.noInput : exitCodes.usage
  return { meaning: [meaningOf(fault)], remedies: [...remediesOf(fault), WITHOUT], code: 'E_CREDENTIALS', exitCode }
}

function meaningOf(fault: CredentialsFault): string {
  switch (fault.kind) {
    case 'incomplete':
      return 'COINBASE_KEY_NAME and COINBASE_KEY_SECRET belong together.'
    case 'unreadable-file':
      return 'The key file is not there, or this user may not read it.'
    case 'malformed-file':
      return 'A key file is the JSON that the Coinbase Developer Platform hands out, with name and privateKey.'
    case 'malformed-secret':
      return 'Keys are P-256 (ES256) or Ed25519 (EdDSA).'
  }
}

function remediesOf(fault: CredentialsFault): Explanation['remedies'] {
  return 'file' in fault ? [[`ls -l ${fault.file}`, 'shows whether it is there and who may read']] : []
}
