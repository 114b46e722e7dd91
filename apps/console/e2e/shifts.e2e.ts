/** A day at the drawer, by two cashiers and without a mouse where it counts: open, sell, petty cash, count, hand over, close the day. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { figure, finder, shows, signIn } from './acts.ts'
import { openShopfront } from './browser.ts'
import { foundShop, OWNER } from './shop.ts'

const shopfront = openShopfront()

test('opens, sells, buys towels, counts blind, hands over, closes the rest and the day', async () => {
  const shop = await foundShop(shopfront.url)
  const [first, second] = [await shop.hire('小雯', 'cashier', 'xiaowen'), await shop.hire('小敏', 'cashier', 'xiaomin')]
  const till = await shopfront.page()
  await signIn(till, first)
  await finder(till).waitFor()

  await till.getByRole('button', { name: '未开班' }).click()
  await till.getByLabel('备用金').fill('500')
  await till.keyboard.press('Enter')
  await till.getByRole('link', { name: '当班 #1' }).waitFor()
  const cut = await shop.item('资深洗剪吹')
  const ticketId = await shop.sell(null, [{ key: 'l1', kind: 'service', itemId: cut.id }], 20_000)

  await till.getByRole('link', { name: '当班 #1' }).click()
  await takeOut(till, '12.80', '毛巾')
  // 500 + 128 − 12.80; the server says so only after the count.
  await till.getByRole('link', { name: '点钞交班' }).click()
  await till.getByLabel('￥100 的张数').waitFor()
  expect(await till.locator('main').innerText()).not.toContain('615.20')
  await type(till, ['6', '', '', '1', '1', '', '', '2'])
  await shows(figure(till.locator('main'), '应有现金'), '￥615.20')
  await till.getByText('账实相符').waitFor()
  await till.getByLabel('取走上缴').fill('115.2')
  await choose(till, '接班人', '小敏')
  await till.getByLabel('接班人 PIN').fill(second.pin)
  await till.getByRole('button', { name: '交班给 小敏' }).click()
  await till.getByRole('link', { name: '查看交班单' }).click()
  await till.getByRole('heading', { name: /交班单 \w+-1-0001/ }).waitFor()
  await shows(figure(till.locator('main'), '留存备用金'), '￥500.00')
  await till.getByText('账实相符').waitFor()

  // The shift is counted: its bill can be refunded, not voided any more.
  await till.goto(`/tickets/${ticketId}`)
  await till.getByRole('button', { name: '退款' }).waitFor()
  expect(await till.getByRole('button', { name: '作废' }).count()).toBe(0)

  const other = await shopfront.page()
  await signIn(other, second)
  await other.getByRole('link', { name: '当班 #2' }).click()
  await other.getByRole('link', { name: '点钞交班' }).click()
  await type(other, ['4', '1', '2', '', '', '', '', ''])
  await other.getByText('少 ￥10.00').waitFor()
  await other.getByRole('button', { name: '交班', exact: true }).click()
  await other.getByText('请写明差额原因').waitFor()
  await other.getByLabel('差额原因').fill('找零差错')
  await other.getByRole('button', { name: '交班', exact: true }).click()
  await other.getByRole('heading', { name: '交班完成' }).waitFor()

  const office = await shopfront.page()
  await signIn(office, OWNER)
  await office.goto('/shifts?tab=day')
  await office.getByRole('button', { name: '日结' }).click()
  await office.getByRole('dialog').getByRole('button', { name: '日结' }).click()
  await office.getByRole('heading', { name: /日结单/ }).waitFor()
  await shows(figure(office.locator('main'), '应有现金'), '￥615.20')
  await office.getByText('少 ￥10.00').first().waitFor()
  expect(shopfront.complaints).toEqual([])
}, 120_000)

async function takeOut(page: Page, amount: string, note: string): Promise<void> {
  await page.getByRole('button', { name: '取出现金' }).click()
  const dialog = page.getByRole('dialog', { name: '取出现金' })
  await dialog.getByLabel('金额').fill(amount)
  await dialog.getByLabel('说明').fill(note)
  await page.keyboard.press('Enter')
  await page.getByRole('table', { name: '现金收支' }).getByText(note).waitFor()
}

/** Pieces from the largest note to the smallest coin; Enter walks down, and after the last one gives the count. */
async function type(page: Page, pieces: readonly string[]): Promise<void> {
  await page.getByLabel('￥100 的张数').focus()
  for (const quantity of pieces) {
    if (quantity !== '') await page.keyboard.type(quantity)
    await page.keyboard.press('Enter')
  }
}

async function choose(page: Page, label: string, name: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: name }).click()
}
