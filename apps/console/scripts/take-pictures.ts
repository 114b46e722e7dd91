/**
 * Takes the pictures of the README from a running demonstration, without writing anything to it:
 *   PORT=3109 YUNBIN_DATA=./data-pictures npm run demo
 *   node apps/console/scripts/take-pictures.ts http://127.0.0.1:3109
 * With `pngquant` on the machine they come out a quarter of the size.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { answer, createClient, type Member, type Wallet } from '@yunbin/api-client'
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
  await desk(page, regular.member)
  await take('desk')
  await page.goto(`/members/${regular.member.id}`)
  await page.getByRole('tabpanel').getByRole('button').first().waitFor()
  await take('member')
  await refund(page, regular.member)
  await take('refund')
} finally {
  await browser.close()
}

/** Somebody whose page has something to show: money, a gift, and a pass with sessions left. */
async function findRegular(): Promise<{ member: Member; wallet: Wallet }> {
  const { items } = await answer(api.GET('/api/members', { params: { query: { limit: 100 } } }))
  for (const { id } of items) {
    const path = { memberId: id }
    const wallet = await answer(api.GET('/api/members/{memberId}/wallet', { params: { path } }))
    const hasPass = wallet.lots.some((lot) => lot.name.startsWith('总监洗剪吹10次卡') && lot.remaining > 2)
    if (hasPass && wallet.balances.principalFen > 60_000 && wallet.balances.bonusFen > 5_000) {
      return { wallet, member: await answer(api.GET('/api/members/{memberId}', { params: { path } })) }
    }
  }
  throw new Error('no member of the first hundred owns enough for a picture')
}

/** A bill as it is made every hour: a session of a pass, a colouring, a bottle; paid from the balance. */
async function desk(page: Page, member: Member): Promise<void> {
  await page.goto('/desk')
  const finder = page.getByRole('combobox', { name: /手机号、尾号/ })
  for (const typed of [member.number, '总监洗剪吹', '补染发根', '修护发膜 250g']) {
    await finder.fill(typed)
    await page
      .getByRole('option', { selected: true })
      .filter({ hasText: typed === member.number ? (member.name ?? '') : typed })
      .waitFor()
    await page.keyboard.press('Enter')
  }
  await page.getByRole('button', { name: '选择服务人员' }).first().waitFor()
  for (const [line, stylist] of [
    ['总监洗剪吹', 'Kevin'],
    ['补染发根', '阿杰'],
  ] as const) {
    await page.getByRole('region', { name: '账单' }).getByRole('button', { name: line, exact: true }).click()
    await page.keyboard.press('F4')
    await page.getByRole('dialog').getByText(stylist).first().click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  await page.keyboard.press('F10')
  await page.locator('#pay-stored').waitFor()
  await page.getByText('正在重新计算').waitFor({ state: 'detached' })
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
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: file, animations: 'disabled' })
  spawnSync('pngquant', ['--force', '--strip', '--skip-if-larger', '--ext', '.png', '--quality', '80-98', file], { stdio: 'ignore' })
  const { size } = statSync(file)
  if (size > LARGEST) throw new Error(`${file} has ${size} bytes; is pngquant missing?`)
  console.log(`${name}.png ${Math.round(size / 1000)} kB`)
}
