import type { Desk } from './desk.ts'

/** Copies the address of the page as it is set. */
export function copyLink(desk: Desk): void {
  void navigator.clipboard.writeText(location.href).then(
    () => desk.say('Link copied'),
    () => desk.say('The browser does not let the page copy'),
  )
}
