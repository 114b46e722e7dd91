/** A real browser with an empty profile for each test file. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, inject } from 'vitest'

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Gives pages of one browser, opened on first use and closed after the file's tests; call it at the top of a file. */
export function useBrowser(): { url: string; page(options?: BrowserContextOptions): Promise<Page> } {
  const url = inject('consoleUrl')
  let opened: Promise<Browser> | null = null
  afterAll(async () => {
    await (await opened)?.close()
  })
  return {
    url,
    page: async (options = {}) => {
      opened ??= launch()
      const context = await (await opened).newContext({ baseURL: url, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options })
      return context.newPage()
    },
  }
}

function launch(): Promise<Browser> {
  const executablePath = process.env.YUNBIN_CHROMIUM
  if (!executablePath) throw new Error('YUNBIN_CHROMIUM names the browser; `npm test` finds one by itself')
  return chromium.launch({ executablePath, args: FLAGS })
}
