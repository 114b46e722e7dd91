/** What keeps people out who see little, hear the page or use no mouse: the rules of WCAG 2.2 AA that a machine can judge. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}
const CONTRAST: RunOptions = { runOnly: ['color-contrast'], resultTypes: ['violations'] }

/** Every barrier on the page as it stands: by day all rules, by night the contrast. An open page is left as it was. */
export async function barriersOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const byDay = await found(page, RULES)
  await page.emulateMedia({ colorScheme: 'dark' })
  const byNight = await found(page, CONTRAST)
  await page.emulateMedia({ colorScheme: 'light' })
  return [...byDay, ...byNight.map((barrier) => `by night ${barrier}`)]
}

async function found(page: Page, options: RunOptions): Promise<string[]> {
  return page.evaluate(async (asked) => {
    // What fades in, or changes its colour slowly, is judged when it is there.
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})))
    const { violations } = await window.axe.run(document, asked)
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`))
  }, options)
}

declare global {
  interface Window {
    axe: typeof import('axe-core')
  }
}
