// Comes first: schemas look at what it sets when they are made.
// oxlint-disable-next-line import/no-unassigned-import
import './data/no-code-from-text.ts'
import { render } from 'preact'
import { endpointOf } from './data/endpoint.ts'
import { App } from './shell/app.tsx'
import { Desk } from './shell/desk.ts'

/** How long the first picture waits for what decides how it is laid out. */
const FIRST_PICTURE_MS = 400

const root = document.querySelector('#app')
if (root === null) throw new Error('expected an element #app in the page, received none')
const desk = new Desk(endpointOf(window))
// Whether it is a market, a simulation or a replay decides how the page is laid out, and so does its type: with them the first picture stands still.
await Promise.race([
  Promise.all([desk.whenTold, document.fonts.load("450 12px 'Inter Variable'")]),
  new Promise((resolve) => setTimeout(resolve, FIRST_PICTURE_MS)),
])
render(<App desk={desk} />, root)
