// Comes first: schemas look at what it sets when they are made.
// oxlint-disable-next-line import/no-unassigned-import
import './data/no-code-from-text.ts'
import { render } from 'preact'
import { endpointOf } from './data/endpoint.ts'
import { App } from './shell/app.tsx'
import { Desk } from './shell/desk.ts'

const root = document.querySelector('#app')
if (root === null) throw new Error('expected an element #app in the page, received none')
render(<App desk={new Desk(endpointOf(window))} />, root)
