/** A real browser and a real server for each test file; what a failing test saw is kept in test-results/. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { FLAGS } from './browser-flags.ts'
import { type Server, startServer } from './server.ts'

const RESULTS = path.resolve(import.meta.dirname, '../../../test-results')
/** The browser's own note of an answer such as 401; whether people are told well is what the tests look at. */
const REFUSAL = /^Failed to load resource: .*status of 4\d\d/
/** How long anything a user waits for may take; two cores may be busy. */
const PATIENCE_MS = 20_000

export interface Shopfront {
  readonly url: string
  /** A page of a new device: nothing is signed in, nothing remembered. It ends with the test. */
  page(options?: BrowserContextOptions): Promise<Page>
  /** What the pages of this test have complained about so far. */
  readonly complaints: string[]
}

/**
 * Starts server and browser before the file's tests and stops them afterwards; call it at the top of a file.
 * @param prepare fills a data folder before the server opens it
 */
export function openShopfront(prepare?: () => string): Shopfront {
  let server: Server | undefined
  let browser: Browser | undefined
  let contexts: BrowserContext[] = []
  const complaints: string[] = []
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(prepare?.()), launch()])
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepEvidence(task.name, contexts, [...complaints, server?.said() ?? ''])
    for (const context of contexts) await context.close()
    contexts = []
    complaints.length = 0
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })
  return {
    complaints,
    get url() {
      if (!server) throw new Error('the server starts before the first test')
      return server.url
    },
    async page(options = {}) {
      if (!browser) throw new Error('the browser starts before the first test')
      const context = await browser.newContext({
        baseURL: this.url,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        viewport: { width: 1440, height: 900 },
        ...options,
      })
      context.setDefaultTimeout(PATIENCE_MS)
      contexts.push(context)
      const page = await context.newPage()
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
      page.on('console', (line) => {
        if (line.type() === 'error' && !REFUSAL.test(line.text())) complaints.push(`${page.url()}: ${line.text()}`)
      })
      return page
    },
  }
}

function launch(): Promise<Browser> {
  const executablePath = process.env.YUNBIN_CHROMIUM
  if (!executablePath) throw new Error('YUNBIN_CHROMIUM names the browser; `npm test` finds one by itself')
  // Whatever language the machine speaks: without UTF-8 a Chinese file name is saved as “download”.
  return chromium.launch({ executablePath, args: FLAGS, env: { ...process.env, LC_ALL: 'C.UTF-8' } })
}

async function keepEvidence(test: string, contexts: readonly BrowserContext[], words: readonly string[]): Promise<void> {
  mkdirSync(RESULTS, { recursive: true })
  const file = path.join(RESULTS, test.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80))
  const pages = contexts.flatMap((context) => context.pages())
  for (const [index, page] of pages.entries()) await page.screenshot({ path: `${file}-${index + 1}.png` }).catch(() => undefined)
  writeFileSync(`${file}.txt`, `${pages.map((page) => page.url()).join('\n')}\n\n${words.join('\n')}\n`)
  console.log(`what it looked like: ${file}-*.png`)
}
