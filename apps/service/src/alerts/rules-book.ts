import { readFile } from 'node:fs/promises'
import { type AlertRule, alertRule } from '@of/api'
import { StoreError } from '@of/store'
import * as z from 'zod'
import { replaceFile } from '../restore/state-file.ts'

/** Rules of the settings, and those that were added while the service ran, which a file keeps. */
export class RulesBook {
  readonly #configured: readonly AlertRule[]
  readonly #path: string | undefined
  #added: readonly AlertRule[]
  #writing: Promise<void> = Promise.resolve()

  private constructor(configured: readonly AlertRule[], added: readonly AlertRule[], path: string | undefined) {
    this.#configured = configured
    this.#added = added.filter(({ id }) => !this.isConfigured(id))
    this.#path = path
  }

  /** Opens the book of a file, which need not be there; of none, where nothing is kept. Rejects with a `StoreError` where the file cannot be read. */
  static async open(configured: readonly AlertRule[], path: string | undefined): Promise<RulesBook> {
    return new RulesBook(configured, path === undefined ? [] : await rulesIn(path), path)
  }

  /** Those of the settings first. */
  get all(): readonly AlertRule[] {
    return [...this.#configured, ...this.#added]
  }

  /** Whether a rule is one of the settings, which are changed there alone. */
  isConfigured(id: string): boolean {
    return this.#configured.some((rule) => rule.id === id)
  }

  /** Adds a rule, or replaces that of its id. When this resolves, it is kept. */
  async put(rule: AlertRule): Promise<void> {
    await this.#set([...this.#added.filter(({ id }) => id !== rule.id), rule])
  }

  /** Removes a rule that was added, and tells which it was; `undefined` where there is none. */
  async remove(id: string): Promise<AlertRule | undefined> {
    const found = this.#added.find((rule) => rule.id === id)
    if (found !== undefined) await this.#set(this.#added.filter((rule) => rule !== found))
    return found
  }

  async #set(rules: readonly AlertRule[]): Promise<void> {
    this.#added = rules
    const path = this.#path
    if (path === undefined) return
    const text = `${JSON.stringify(rules, null, 2)}\n`
    const written = this.#writing.then(async () => await replaceFile(path, text))
    this.#writing = written.catch(() => undefined)
    await written
  }
}

async function rulesIn(path: string): Promise<readonly AlertRule[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
  try {
    return z.array(alertRule).parse(JSON.parse(text))
  } catch (error) {
    const received = error instanceof z.ZodError ? issueText(error) : error instanceof Error ? error.message : String(error)
    throw new StoreError('unreadable', `expected rules of alerts in ${path}, received: ${received}`, {
      cause: error,
      remedy: 'Mend the file; without it, rules that were added while the service ran are gone.',
    })
  }
}

function issueText({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? 'others' : `${issue.path.join('.')}: ${issue.message}`
}
