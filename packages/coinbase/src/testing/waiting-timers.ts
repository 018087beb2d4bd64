/** How many timers of this process are waiting to run: what is left of them when everything has ended was forgotten by somebody. */
export function waitingTimers(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
}
