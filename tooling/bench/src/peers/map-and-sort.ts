import { PlainBooks } from '../contestants/plain-books.ts'
import type { PeerBooks } from './peer-contestant.ts'

/** JSON.parse, a `Map` a side, and a sort of its prices when the best one has gone. */
export function mapAndSort(): PeerBooks {
  const books = new PlainBooks()
  return { take: (frame) => books.take(JSON.parse(frame.toString())), end: () => books.end() }
}
