/**
 * Keeps documents true: examples in them are files that run, outputs are what those files print, the feature table is the
 * code's own.
 *
 *   <!-- example: packages/core/examples/readme.ts -->   the fenced block below is that file
 *   <!-- output: packages/core/examples/readme.ts -->    the fenced block below is what it prints, with the arguments that follow it
 *   <!-- features -->                                    the table below is made from the feature table, up to <!-- /features -->
 *
 * `--check` fails on the first document that is not as it would be written; `--write` writes them.
 */
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { featureNames, featureTable } from '../../packages/core/src/index.ts'

const fence = /<!-- (example|output): ([^>]+?) -->\n+```(\w*)\n[^]*?```/g
const features = /<!-- features -->[^]*?<!-- \/features -->/g

function run(command: string): string {
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] } as const
  return execFileSync(process.execPath, ['--conditions=@of/source', ...command.split(' ')], options)
}

function bound(value: number | null, infinity: string): string {
  return value === null ? infinity : String(value)
}

function featureRows(): string {
  const rows = featureNames.map((name) => {
    const { unit, range, source, definition, reference } = featureTable[name]
    return `| \`${name}\` | ${unit} | ${bound(range[0], '−∞')} … ${bound(range[1], '∞')} | ${source} | ${definition.replaceAll('|', '\\|')} | ${reference} |`
  })
  return ['| feature | unit | range | source | definition | reference |', '|---|---|---|---|---|---|', ...rows].join('\n')
}

function rewritten(text: string): string {
  return text
    .replaceAll(fence, (_block, kind: string, path: string, language: string) => {
      const body = kind === 'example' ? readFileSync(path, 'utf8') : run(path)
      return `<!-- ${kind}: ${path} -->\n\`\`\`${language}\n${body.trimEnd()}\n\`\`\``
    })
    .replaceAll(features, () => `<!-- features -->\n${featureRows()}\n<!-- /features -->`)
}

const stale = globSync(['*.md', 'docs/**/*.md', 'packages/*/README.md', 'apps/*/README.md']).filter((path) => {
  const text = readFileSync(path, 'utf8')
  const wanted = rewritten(text)
  if (wanted !== text && process.argv.includes('--write')) writeFileSync(path, wanted)
  return wanted !== text
})

if (stale.length > 0 && !process.argv.includes('--write')) {
  process.stderr.write(`not as the code has it: ${stale.join(', ')}\n  bring up to date with: npm run pnpm -- run docs:write\n`)
  process.exitCode = 1
}
