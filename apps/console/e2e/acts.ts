/** What people do at the console, and what they read there, in the words on the screen. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Shop } from './shop.ts'

interface Who {
  signInName: string
  password: string
}

/** Fills in the sign-in page, wherever somebody was sent to it from, and presses the button. */
export async function trySignIn(page: Page, who: Who, brand?: string): Promise<void> {
  if (!page.url().includes('/sign-in')) await page.goto('/sign-in')
  if (brand) await page.getByText(brand, { exact: true }).click()
  await page.getByLabel('登录名').fill(who.signInName)
  await page.getByLabel('密码').fill(who.password)
  await page.getByRole('button', { name: /登录$/ }).click()
}

export async function signIn(page: Page, who: Who, brand?: string): Promise<void> {
  await trySignIn(page, who, brand)
  await page.getByRole('navigation', { name: '主导航' }).waitFor()
}

/** The desk's one input. */
export function finder(page: Page): Locator {
  return page.getByRole('combobox', { name: /手机号、尾号/ })
}

/** Types into the one input and takes the row that says so, once it is the first. */
export async function find(page: Page, typed: string, row: string): Promise<void> {
  await finder(page).pressSequentially(typed)
  await page.getByRole('option', { selected: true }).filter({ hasText: row }).waitFor()
  await page.keyboard.press('Enter')
}

/** Between two keys of a scanner, in seconds. */
const SCANNER_BEAT = 0.004

/**
 * What a scanner types: real keys, wherever the focus is, ending with Enter. A key is stamped when the device sent it, and so are these:
 * however late the page gets round to them, they came one right behind the other.
 */
export async function scan(page: Page, code: string): Promise<void> {
  const keys = await page.context().newCDPSession(page)
  let at = Date.now() / 1000
  for (const letter of `${code}\r`) {
    const key = letter === '\r' ? 'Enter' : letter
    const shared = { key, windowsVirtualKeyCode: letter.toUpperCase().charCodeAt(0) }
    await keys.send('Input.dispatchKeyEvent', { type: 'keyDown', text: letter, ...shared, timestamp: at })
    await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...shared, timestamp: at })
    at += SCANNER_BEAT
  }
  await keys.detach()
}

export function bill(page: Page): Locator {
  return page.getByRole('region', { name: '账单' })
}

export function payment(page: Page): Locator {
  return page.getByRole('region', { name: '收款' })
}

/** The amount of a row of the payment. */
export function amount(page: Page, row: string): Locator {
  return payment(page).getByRole('textbox', { name: row })
}

/** Waits until the bill is priced at this total. */
export async function totals(page: Page, amount: string): Promise<void> {
  await shows(figure(bill(page), '应收'), amount)
  await expect.poll(() => bill(page).getByText('正在重新计算').count()).toBe(0)
}

/** The figure behind a name: a `dd` behind its `dt`, as everywhere where money is explained. */
export function figure(within: Locator, name: string): Locator {
  return within
    .locator('dl > div')
    .filter({ has: within.page().locator('dt', { hasText: new RegExp(`^${escaped(name)}$`) }) })
    .locator('dd')
}

/** Waits until the amounts in there, as a screen reader would say them, are these. */
export async function shows(within: Locator, ...amounts: string[]): Promise<void> {
  await expect.poll(() => within.locator('.yb-visually-hidden', { hasText: '￥' }).allTextContents(), { timeout: 20_000 }).toEqual(amounts)
}

/** Waits until the tiles of that name say these things, as a screen reader would. */
export async function reads(within: Locator, tiles: Record<string, string>): Promise<void> {
  const said = () =>
    Promise.all(
      Object.keys(tiles).map((name) =>
        within.locator(`xpath=.//div[span[1][normalize-space()="${name}"]]`).evaluateAll((found) =>
          found.map((tile) => {
            const words = tile.cloneNode(true) as HTMLElement
            for (const unsaid of words.querySelectorAll('[aria-hidden=true], small')) unsaid.remove()
            return words.textContent
          }),
        ),
      ),
    )
  await expect.poll(said, { timeout: 20_000 }).toEqual(Object.entries(tiles).map(([name, words]) => [`${name}${words}`]))
}

export async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: /下一位/ }).click()
  await finder(page).waitFor()
}

/** Waits for the end of a sale: the server has said yes, and the receipt is drawn. */
export async function sold(page: Page): Promise<void> {
  await page.getByRole('heading', { name: '收款完成' }).waitFor()
  const paper = page.locator('section img[src^="data:image/svg"]')
  await expect.poll(() => paper.evaluate((img: HTMLImageElement) => img.naturalWidth), { timeout: 20_000 }).toBeGreaterThan(100)
}

/** The bill that was sold last, on its own page. */
export async function openTicket(page: Page, shop: Shop): Promise<void> {
  const [last] = await shop.sold()
  await page.goto(`/tickets/${last?.id}`)
  await page.getByRole('heading', { name: last?.number ?? '' }).waitFor()
}

/** An amount as the pages write it. */
export function yuan(fen: number): string {
  return `￥${(fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
