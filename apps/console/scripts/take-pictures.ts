/**
 * Takes the pictures of the README from a running demonstration, without writing anything to it:
 *   PORT=3109 YUNBIN_DATA=./data-pictures npm run demo
 *   node apps/console/scripts/take-pictures.ts http://127.0.0.1:3109
 * A picture that comes out too heavy is made smaller with `pngquant`.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { answer, createClient, type Member } from '@yunbin/api-client'
import { chromium, type Page } from 'playwright-core'
import { findChromium } from '../../../scripts/find-chromium.ts'
import { FLAGS } from '../e2e/browser-flags.ts'

const url = process.argv[2] ?? 'http://127.0.0.1:3109'
const FOLDER = path.resolve(import.meta.dirname, '../../../docs/pictures')
const LARGEST = 250_000

const { demoAccounts } = await answer(createClient({ baseUrl: url }).GET('/api/sign-in-options'))
const cashier = demoAccounts.find((account) => account.role === 'cashier')
if (!cashier) throw new Error(`${url} is not a demonstration`)
const { token } = await answer(createClient({ baseUrl: url }).POST('/api/session', { body: cashier }))
const api = createClient({
  baseUrl: url,
  fetch: (request) => {
    request.headers.set('authorization', `Bearer ${token}`)
    return fetch(request)
  },
})

mkdirSync(FOLDER, { recursive: true })
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: [...FLAGS, '--lang=zh-CN'] })
const context = await browser.newContext({
  baseURL: url,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  viewport: { width: 1440, height: 900 },
})
const page = await context.newPage()
try {
  await page.goto('/sign-in')
  await page.getByText('演示数据').waitFor()
  await take('sign-in')
  await context.request.post('/api/session', { data: cashier })
  const regular = await findRegular()
  await desk(page, regular)
  await take('desk')
  await page.goto(`/members/${regular.member.id}`)
  await page.getByRole('tabpanel').getByRole('button', { name: /本金/ }).first().click()
  await take('member')
  await refund(page, regular.member)
  await take('refund')
} finally {
  await browser.close()
}

interface Regular {
  member: Member
  /** A service that a pass of theirs pays for. */
  service: string
}

/** Somebody whose page has something to show: a level above the lowest, a balance with a gift in it, and a pass. */
async function findRegular(): Promise<Regular> {
  const levels = await answer(api.GET('/api/levels'))
  const better = levels.items.filter((level) => level.serviceDiscountBp > 0)
  for (const level of better.toReversed()) {
    const { items } = await answer(api.GET('/api/members', { params: { query: { limit: 100, levelId: level.id } } }))
    for (const { id } of items) {
      const path = { memberId: id }
      const { balances, lots } = await answer(api.GET('/api/members/{memberId}/wallet', { params: { path } }))
      const pass = lots.find((lot) => lot.unit === 'session' && lot.remaining > 1 && lot.obstacle === null)
      const service = pass?.name.split(' · ').at(-1)
      if (!service || balances.principalFen < 30_000 || balances.bonusFen === 0) continue
      return { service, member: await answer(api.GET('/api/members/{memberId}', { params: { path } })) }
    }
  }
  throw new Error('nobody owns enough for a picture')
}

/** A bill as it is made every hour: a session of a pass, a perm, a mask; what the balance does not cover in cash. */
async function desk(page: Page, { member, service }: Regular): Promise<void> {
  await page.goto('/desk')
  const finder = page.getByRole('combobox', { name: /手机号、尾号/ })
  for (const [typed, row] of [
    [member.number, member.name ?? ''],
    [service, service],
    ['数码烫', '数码烫'],
    ['修护发膜', '修护发膜 250g'],
  ] as const) {
    await finder.fill(typed)
    await page.getByRole('option', { selected: true }).filter({ hasText: row }).waitFor()
    await page.keyboard.press('Enter')
  }
  const bill = page.getByRole('region', { name: '账单' })
  for (const [line, stylist] of [
    [service, 'Kevin'],
    ['数码烫', '阿杰'],
  ] as const) {
    await bill.locator('button[aria-pressed]').filter({ hasText: line }).click()
    await page.keyboard.press('F4')
    await page.getByRole('dialog').getByText(stylist).first().click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  await page.keyboard.press('F10')
  await page.locator('#pay-stored').waitFor()
  const cash = page.getByRole('button', { name: '现金' })
  if ((await cash.count()) > 0) await cash.click()
  await page.getByRole('button', { name: /完成收款/ }).waitFor()
}

/** The worksheet of a bill that the balance paid. */
async function refund(page: Page, member: Member): Promise<void> {
  const { stores } = await answer(api.GET('/api/session'))
  const query = { storeId: stores[0]?.id ?? '', memberId: member.id, state: 'completed' as const, limit: 100 }
  const { items } = await answer(api.GET('/api/tickets', { params: { query } }))
  const ids = items.filter((ticket) => ticket.lineNames.length > 1).map((ticket) => ticket.id)
  for (const ticketId of ids) {
    const ticket = await answer(api.GET('/api/tickets/{ticketId}', { params: { path: { ticketId } } }))
    if (ticket.refundedFen > 0 || !ticket.tenders.some((tender) => tender.kind === 'stored_value')) continue
    await page.goto(`/tickets/${ticketId}/refund`)
    await page.getByRole('button', { name: '全部退', exact: true }).click()
    await page.getByText('客人不满意', { exact: true }).click()
    await page.getByRole('heading', { name: '退到哪里' }).waitFor()
    return
  }
  throw new Error('no bill of several lines was paid from the balance')
}

async function take(name: string): Promise<void> {
  const file = path.join(FOLDER, `${name}.png`)
  await page.mouse.move(0, 0)
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: file, animations: 'disabled' })
  // Fewer colours make stripes of a soft gradient: only where the picture would be too heavy.
  if (statSync(file).size > LARGEST) {
    spawnSync('pngquant', ['--force', '--strip', '--skip-if-larger', '--ext', '.png', '--quality', '80-98', file], { stdio: 'ignore' })
  }
  const { size } = statSync(file)
  if (size > LARGEST) throw new Error(`${file} has ${size} bytes; is pngquant missing?`)
  console.log(`${name}.png ${Math.round(size / 1000)} kB`)
}
