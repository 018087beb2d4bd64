/**
 * Keeps documents true: examples in them are files that run, outputs are what those files print, the feature table is the
 * code's own.
 *
 *   <!-- example: packages/core/examples/readme.ts -->   the fenced block below is that file
 *   <!-- output: packages/core/examples/readme.ts -->    the fenced block below is what it prints, with the arguments that follow it
 *   <!-- picture: docs/images/demo.svg of apps/cli/src/main.ts demo -->   the file is a picture of what that prints in a terminal
 *   <!-- features -->                                    the table below is made from the feature table, up to <!-- /features -->
 *
 * `--check` fails on the first document that is not as it would be written; `--write` writes them.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { featureNames, featureTable } from '../../packages/core/src/index.ts'
import { terminalPicture } from './terminal-picture.ts'

const fence = /<!-- (example|output): ([^>]+?) -->\n+```(\w*)\n[^]*?```/g
const pictures = /<!-- picture: (\S+) of ([^>]+?) -->/g
const features = /<!-- features -->[^]*?<!-- \/features -->/g

function run(command: string): string {
  const words = { TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' }
  // Every one of them compiles the same sources.
  const env = { NODE_COMPILE_CACHE: resolve('node_modules/.cache/node'), ...process.env, ...words }
  return execFileSync(process.execPath, ['--conditions=@of/source', ...command.split(' ')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env,
  })
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

/** A file and what should stand in it. */
type Document = readonly [path: string, wanted: string]

/** Every page that people read: those at the top, those in docs, and one a package. */
function pages(): string[] {
  const inDocs = readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`)
  const ofPackages = ['packages', 'apps'].flatMap((group) => readdirSync(group).map((name) => `${group}/${name}/README.md`))
  return [...readdirSync('.'), ...inDocs, ...ofPackages].filter((path) => path.endsWith('.md') && existsSync(path))
}

function documents(): Document[] {
  return pages().flatMap((path): Document[] => {
    const text = readFileSync(path, 'utf8')
    const drawn = [...text.matchAll(pictures)].map(([, picture, command]): Document => [picture!, terminalPicture(run(command!))])
    return [[path, rewritten(text)], ...drawn]
  })
}

const stale = documents().filter(([path, wanted]) => !existsSync(path) || readFileSync(path, 'utf8') !== wanted)

if (process.argv.includes('--write')) for (const [path, wanted] of stale) writeFileSync(path, wanted)
else if (stale.length > 0) {
  const paths = stale.map(([path]) => path).join(', ')
  process.stderr.write(`not as the code has it: ${paths}\n  bring up to date with: npm run -s pnpm -- run docs:write\n`)
  process.exitCode = 1
}
