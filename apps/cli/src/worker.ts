import { parentPort, workerData } from 'node:worker_threads'
import { serveShare } from './study/serve-share.ts'

// Started by nothing but the command line, which hands over what it should.
if (parentPort !== null) serveShare(parentPort, workerData)
