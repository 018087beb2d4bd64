import type { ReportDocument, Section, Verdict } from '@of/report'
import { type PageSection, type PageStyle, renderPage } from '../trades/page.ts'
import type { Role } from './colour.ts'

const roles: Readonly<Record<Verdict['tone'], Role>> = { good: 'ok', bad: 'crit', open: 'warn' }

/** A page of results as text: its verdicts, what was found, on how much it rests, and the commands that make it. */
export function renderReportSummary({ inputs, origin, sections, title, verdicts }: ReportDocument, style: PageStyle): string {
  const commands = [...new Set(inputs.flatMap(({ facts }) => facts.filter(({ name }) => name === 'command').map(({ value }) => value)))]
  return renderPage(
    {
      heading: title,
      isSimulated: origin === 'simulated',
      sections: [
        ...(origin === 'unstated' ? [{ title: 'Origin', sentences: ['It is not known of all of it whether a simulator made it.'] }] : []),
        ...verdicts.map(verdictOf),
        ...sections.map(sectionOf),
        ...(commands.length === 0 ? [] : [{ title: 'Made by', sentences: commands }]),
      ],
    },
    style,
  )
}

function verdictOf({ of, reasons, tone, word }: Verdict): PageSection {
  return { title: 'Verdict', rows: [{ label: 'Verdict', value: word, role: roles[tone], note: of }], sentences: reasons }
}

function sectionOf({ claim, figures, heading, tables }: Section): PageSection {
  const evidence = (tables[0] ?? figures[0])?.evidence
  return {
    title: heading,
    sentences: [claim, ...(evidence === undefined ? [] : [`n: ${evidence.n}`, `interval: ${evidence.interval}`])],
  }
}
