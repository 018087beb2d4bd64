/** The program of a thread that analyses, beside this file. */
export const workerUrl: URL = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)
