/** On account: a hotel's account is opened, its bills grow old, part is paid at the desk, and what is owed is told to the fen. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { answer, type Cart, Problem } from '@yunbin/api-client'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { uuidv7 } from '../src/lib/ids.ts'
import { bill, find, finder, payment, shows, signIn, sold, totals } from './acts.ts'
import { openShopfront } from './browser.ts'
import { foundShop, OWNER, type Shop, shopOf } from './shop.ts'

const shopfront = openShopfront()
const DAY_MS = 86_400_000

test('a hotel owes for two months and pays a part of it; beyond the limit nothing is sold', async () => {
  const past = await foundShop(shopfront.url)
  const page = await shopfront.page()
  await signIn(page, OWNER)
  const hotelId = await openHotel(page)
  await charge(past, hotelId, null)

  await later(45)
  const shop = await shopOf(shopfront.url)
  const memberId = await shop.enrol('王雅丽', '13600136001')
  await charge(shop, hotelId, null)
  await expect(charge(shop, hotelId, null)).rejects.toMatchObject({ code: 'account_limit', params: { leftFen: 4_400 } })
  await expect(charge(shop, memberId, memberId)).rejects.toMatchObject({ code: 'account_limit' })

  await signIn(page, OWNER)
  await page.goto('/accounts')
  const list = page.getByRole('table', { name: '挂账' })
  const hotel = list.getByRole('row').filter({ hasText: '和平饭店' })
  await shows(hotel, '￥128.00', '￥128.00', '￥256.00', '￥300.00')
  await shows(list.locator('tfoot'), '￥128.00', '￥128.00', '￥256.00')
  const [head, ...rows] = await exported(page)
  expect(head).toContain('欠款')
  expect(rows).toEqual([expect.stringMatching(/和平饭店.*128\.00.*128\.00.*256\.00/)])

  await refusedAtDesk(page, shop, hotelId)
  await page.goto('/accounts')
  await hotel.click()
  await collect(page, '300', '最多 ￥256')
  await payInCash(page, '￥150.00')
  await page.goto(`/accounts/${hotelId}`)
  const debts = page.getByRole('table', { name: '欠款明细' })
  await shows(debts.locator('tfoot'), '￥106.00')
  const [first, second] = [debts.locator('tbody tr').nth(0), debts.locator('tbody tr').nth(1)]
  // What is open stands first; the older debt was paid first.
  await shows(first, '￥128.00', '-￥22.00', '￥106.00')
  await second.getByText('已结清').waitFor()
  await shows(second, '￥128.00', '-￥128.00')
  await first.getByText('还款 现金').waitFor()
  await tile(page, '还可挂账', '￥194.00')
  await first.getByRole('link').last().click()
  await page.waitForURL(/\/tickets\//)
  await page.getByText('结清挂账').first().waitFor()
  expect(shopfront.complaints).toEqual([])
}, 180_000)

test('a member may owe what the shop allows all, or what is set for her; two who change it are told', async () => {
  const shop = await shopOf(shopfront.url)
  const memberId = await shop.enrol('陈以宁', '13700137002')
  const page = await shopfront.page()
  await signIn(page, OWNER)
  await page.goto('/settings?tab=limits')
  const field = page.getByLabel('每位会员最多可欠')
  await field.fill('200')
  await page.locator('form').filter({ has: field }).getByRole('button', { name: '保存' }).click()
  await expect.poll(async () => (await answer(shop.api.GET('/api/settings'))).onAccountLimitFen).toBe(20_000)
  await charge(shop, memberId, memberId)

  await page.goto(`/members/${memberId}`)
  const chip = page.getByRole('link', { name: /欠款/ }).first()
  await shows(chip, '￥128.00')
  await chip.click()
  await tile(page, '还可挂账', '￥72.00')
  await page.getByRole('button', { name: '修改' }).click()
  const form = page.getByRole('dialog')
  await form.getByText('单独设额度').click()
  await form.getByLabel('挂账额度').fill('500')
  const params = { path: { accountId: memberId } }
  await answer(shop.api.PATCH('/api/credit-accounts/{accountId}', { params, body: { note: '月底付' }, headers: { 'If-Match': '"1"' } }))
  await form.getByRole('button', { name: '保存' }).click()
  await form.getByText('刚刚被别人修改过').waitFor()
  await form.getByRole('button', { name: '载入最新' }).click()
  await expect.poll(() => form.getByText('刚刚被别人修改过').count()).toBe(0)
  await form.getByRole('button', { name: '保存' }).click()
  await tile(page, '还可挂账', '￥372.00')
  expect(shopfront.complaints).toEqual([])
}, 120_000)

/** What the page saves as a table, line by line. */
async function exported(page: Page): Promise<string[]> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: '导出' })
      .click()
      .then(() => page.getByRole('menuitem', { name: 'CSV 文本' }).click()),
  ])
  expect(file.suggestedFilename()).toMatch(/挂账.*\.csv$/)
  return readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n')
}

/** So many days from now: the server runs on from there. */
async function later(days: number): Promise<void> {
  const body = JSON.stringify({ now: new Date(Date.now() + days * DAY_MS).toISOString() })
  const { status } = await fetch(`${shopfront.url}/api/dev/clock`, { method: 'PUT', body, headers: { 'content-type': 'application/json' } })
  expect(status).toBe(200)
}

/** Opens the account in the way the manager does, after one try without an amount. */
async function openHotel(page: Page): Promise<string> {
  await page.goto('/accounts')
  await page.getByText('没有人欠款').waitFor()
  await page.getByRole('button', { name: '开通单位挂账' }).first().click()
  const form = page.getByRole('dialog')
  await form.getByLabel('单位名称').fill('和平饭店')
  await form.getByRole('button', { name: '开通' }).click()
  await form.getByText('请填写正确的金额').waitFor()
  await form.getByLabel('挂账额度').fill('300')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '和平饭店' }).waitFor()
  return page.url().split('/').at(-1) ?? ''
}

/** A cut for 128.00 on account. */
async function charge(shop: Shop, accountId: string, memberId: string | null): Promise<void> {
  const cut = await shop.item('资深洗剪吹')
  const lines: Cart['lines'] = [{ key: 'l1', kind: 'service', itemId: cut.id }]
  const cart: Cart = { storeId: shop.storeId, memberId, lines, tenders: [{ kind: 'on_account', accountId, amountFen: 12_800 }] }
  const quote = await answer(shop.api.POST('/api/quotes', { body: cart })).catch((problem: Problem) => problem)
  if (quote instanceof Problem) throw quote
  await answer(
    shop.api.POST('/api/tickets/{ticketId}/completion', {
      params: { path: { ticketId: uuidv7() } },
      headers: { 'Idempotency-Key': randomUUID() },
      body: { cart, quoteHash: quote.quoteHash },
    }),
  )
}

/** The desk takes no more than the 44.00 that are left; a limit that was lowered meanwhile is told in words, and the bill is discarded. */
async function refusedAtDesk(page: Page, shop: Shop, hotelId: string): Promise<void> {
  const limit = (limitFen: number, version: number) => {
    const params = { path: { accountId: hotelId } }
    return answer(
      shop.api.PATCH('/api/credit-accounts/{accountId}', { params, body: { limitFen }, headers: { 'If-Match': `"${version}"` } }),
    )
  }
  await page.goto('/desk')
  await finder(page).waitFor()
  await find(page, '资深洗剪吹', '资深洗剪吹')
  await totals(page, '￥128.00')
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: '挂账' }).click()
  await page
    .getByRole('dialog', { name: '挂账' })
    .getByRole('button', { name: /和平饭店/ })
    .click()
  await payment(page).getByText('最多 ￥44.00').waitFor()
  await limit(28_000, 1)
  await payment(page).getByRole('button', { name: '现金' }).click()
  await payment(page).getByText('超过挂账额度').waitFor()
  await payment(page).getByText('额度 ￥280.00，已欠 ￥256.00，还可挂 ￥24.00。').waitFor()
  await limit(30_000, 2)
  await page.keyboard.press('Escape')
  await bill(page).getByRole('button', { name: '删除 资深洗剪吹' }).click()
  await expect.poll(() => bill(page).getByText('资深洗剪吹').count()).toBe(0)
}

async function collect(page: Page, tooMuch: string, refusal: string): Promise<void> {
  await page.getByRole('button', { name: '收欠款' }).click()
  const dialog = page.getByRole('dialog', { name: '收欠款：和平饭店' })
  await expect.poll(() => dialog.getByLabel('这次收多少').inputValue()).toBe('256')
  await dialog.getByLabel('这次收多少').fill(tooMuch)
  await page.keyboard.press('Enter')
  await dialog.getByText(refusal).waitFor()
  await dialog.getByLabel('这次收多少').fill('200')
  await page.keyboard.press('Enter')
  await totals(page, '￥200.00')
}

/** At the desk the amount is made less, and paid like any bill. */
async function payInCash(page: Page, amount: string): Promise<void> {
  await bill(page).getByText('和平饭店 · 本店欠 ￥256.00').waitFor()
  await bill(page).getByRole('button', { name: '改金额' }).click()
  const dialog = page.getByRole('dialog', { name: '改金额' })
  await dialog.getByLabel('这次收多少').fill('150')
  await page.keyboard.press('Enter')
  await totals(page, amount)
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: /现金/ }).click()
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
  await sold(page)
}

async function tile(page: Page, name: string, amount: string): Promise<void> {
  const found: Locator = page.locator(`xpath=//div[span[1][normalize-space()="${name}"]]`)
  await shows(found, amount)
}
