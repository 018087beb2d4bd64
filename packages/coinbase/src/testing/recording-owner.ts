import type { FeedFault } from '../errors.ts'
import type { BookOwner } from '../sync/connection-sync.ts'
import type { BookEvent } from '../wire/level2.ts'

/** What an owner was told to do. */
export type BookCommand =
  | { readonly do: 'replace-book' | 'change-book'; readonly event: BookEvent }
  | { readonly do: 'drop-book'; readonly product: string; readonly fault: FeedFault }
  | { readonly do: 'count'; readonly fault: FeedFault }

/** An owner without books, who lists what he is told to do. */
export class RecordingOwner implements BookOwner {
  readonly commands: BookCommand[] = []

  replaceBook(event: BookEvent): void {
    this.commands.push({ do: 'replace-book', event })
  }

  changeBook(event: BookEvent): void {
    this.commands.push({ do: 'change-book', event })
  }

  dropBook(product: string, fault: FeedFault): void {
    this.commands.push({ do: 'drop-book', product, fault })
  }

  count(fault: FeedFault): void {
    this.commands.push({ do: 'count', fault })
  }
}

/** What is told while something is done. */
export function commandsOf(run: (owner: BookOwner) => void): readonly BookCommand[] {
  const owner = new RecordingOwner()
  run(owner)
  return owner.commands
}
