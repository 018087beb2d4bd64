import type { Random } from '../random.ts'

/** Fields of book and trade frames whose values are plain decimals. */
const decimalField = /"(?:price_level|new_quantity|trade_id|price|size)":"[\d.]+"/g
/** Values of closed lists, and what nobody is known to send in their place. */
const enumValue = /"(?:bid|offer|BUY|SELL|update|snapshot)"/g
/** Keys without which an entry says nothing. */
const neededKey = /"(?:price_level|new_quantity|side|trade_id|price|size|events|sequence_num)":/g
const structure = /[{}[\]":,]/g

/** A frame cut short: never the whole of it, so never JSON. */
export function truncated(text: string, random: Random): string {
  return text.slice(0, 1 + random.below(Math.max(1, text.trimEnd().length - 1)))
}

/**
 * A frame with one damage that a strict reader must see: it is no JSON any more, or a value that is no value of its field.
 *
 * Never another valid value: nobody could tell it from the truth.
 */
export function corrupted(text: string, channel: string, random: Random): string {
  const damage = random.pick(channel === 'l2_data' || channel === 'market_trades' ? everyDamage : [garbageByte, wrongBracket])
  const damaged = damage(text, random)
  return damaged === text ? garbageByte(text, random) : damaged
}

/** A frame with another number. */
export function renumbered(text: string, offset: number): string {
  if (offset === 0) return text
  return text.replace(/"sequence_num":(\d+)/, (_, digits: string) => `"sequence_num":${Number(digits) + offset}`)
}

/** A frame that says the same in more than the given number of bytes. */
export function oversized(text: string, bytes: number): string {
  return text.replace('{', `{"filler":"${'x'.repeat(bytes)}",`)
}

/** What the venue says when it refuses a request; such a frame has no number. */
export function errorFrame(random: Random): string {
  const message = random.pick([
    'authentication failure',
    'failure to subscribe',
    'rate limit exceeded',
    'too many L2 streams requested in a single session',
  ])
  return JSON.stringify({ type: 'error', message })
}

/** Control characters are allowed nowhere in JSON, neither inside of strings nor between them. */
function garbageByte(text: string, random: Random): string {
  return replaceAt(text, random.below(text.length), random.pick(['\u0000', '\u0007', '\u001B']))
}

function wrongBracket(text: string, random: Random): string {
  const place = placeOf(text, structure, random)
  const bracket = place === undefined ? undefined : text[place.end - 1]
  if (place === undefined || bracket === undefined) return text
  const wrong = { '{': '[', '}': ']', '[': '{', ']': '}' }[bracket]
  return replaceAt(text, place.end - 1, wrong ?? '\u0001')
}

function letterForDigit(text: string, random: Random): string {
  const place = placeOf(text, decimalField, random)
  if (place === undefined) return text
  const digits = [...text.slice(place.start, place.end).matchAll(/\d/g)].map(({ index }) => place.start + index)
  return replaceAt(text, random.pick(digits), random.pick(['O', 'l', 'x', '-', ',', 'e']))
}

function unknownValue(text: string, random: Random): string {
  const place = placeOf(text, enumValue, random)
  if (place === undefined) return text
  const wrong = { bid: 'buy', offer: 'ask', BUY: 'buy', SELL: 'Sell', update: 'delta', snapshot: 'full' }[
    text.slice(place.start + 1, place.end - 1)
  ]
  return wrong === undefined ? text : `${text.slice(0, place.start)}"${wrong}"${text.slice(place.end)}`
}

function renamedKey(text: string, random: Random): string {
  const place = placeOf(text, neededKey, random)
  return place === undefined ? text : replaceAt(text, place.end - 3, '~')
}

/** Values and keys of other channels may be left out, or be new to a reader: there only JSON itself is damaged. */
const everyDamage = [garbageByte, wrongBracket, letterForDigit, unknownValue, renamedKey]

/** One of the places at which a pattern matches, of the first few hundred from a random place on. */
function placeOf(text: string, pattern: RegExp, random: Random): { readonly start: number; readonly end: number } | undefined {
  const places: { readonly start: number; readonly end: number }[] = []
  for (const from of [random.below(text.length), 0]) {
    pattern.lastIndex = from
    for (let match = pattern.exec(text); match !== null && places.length < 200; match = pattern.exec(text)) {
      places.push({ start: match.index, end: match.index + match[0].length })
    }
    if (places.length > 0) return random.pick(places)
  }
  return undefined
}

function replaceAt(text: string, index: number, replacement: string): string {
  return text.slice(0, index) + replacement + text.slice(index + 1)
}
