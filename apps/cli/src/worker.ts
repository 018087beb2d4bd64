import { parentPort, workerData } from 'node:worker_threads'
import type { Assignment } from './study/messages.ts'
import type { TrialsAssignment } from './tune/messages.ts'

// Started by nothing but the command line, which hands over what it should.
const assignment: Assignment | TrialsAssignment = workerData
if (parentPort !== null) {
  if (assignment.kind === 'share') {
    const { serveShare } = await import('./study/serve-share.ts')
    serveShare(parentPort, assignment)
  } else {
    const { serveTrials } = await import('./tune/serve-trials.ts')
    serveTrials(parentPort, assignment)
  }
}
