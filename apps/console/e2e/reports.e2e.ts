/** What was sold stands in the day's reports; every figure opens to its bills, leaves as a spreadsheet, and stores settle what they served for one another. */

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { answer, type Cart } from '@yunbin/api-client'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../src/lib/ids.ts'
import { shows, signIn } from './acts.ts'
import { openShopfront } from './browser.ts'
import { foundShop, OWNER, type Shop } from './shop.ts'

const shopfront = openShopfront()
let shop: Shop
let otherId: string
beforeAll(async () => {
  shop = await foundShop(shopfront.url)
  const other = await answer(shop.api.POST('/api/stores', { body: { code: 'XH', name: '徐汇店' } }))
  otherId = other.id
})

/** Uses a member's balance in the other store. */
async function spendElsewhere(memberId: string, amountFen: number): Promise<void> {
  const item = await shop.item('日常造型')
  const priceFen = item.priceFen ?? 0
  const lines: Cart['lines'] = [{ key: 'l1', kind: 'service', itemId: item.id }]
  const tenders: Cart['tenders'] = [
    { kind: 'stored_value', amountFen },
    { kind: 'cash', receivedFen: priceFen - amountFen },
  ]
  const cart: Cart = { storeId: otherId, memberId, lines, tenders }
  const quote = await answer(shop.api.POST('/api/quotes', { body: cart }))
  await answer(
    shop.api.POST('/api/tickets/{ticketId}/completion', {
      params: { path: { ticketId: uuidv7() } },
      headers: { 'Idempotency-Key': randomUUID() },
      body: { cart, quoteHash: quote.quoteHash },
    }),
  )
}

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })

test('takings are told by tender, open to their bills and are exported; the stores settle', async () => {
  const memberId = await shop.enrol('王雅丽', '13800138000')
  await shop.topUp(memberId, 1000)
  await spendElsewhere(memberId, 2_300)

  const page = await shopfront.page()
  await signIn(page, OWNER)
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '报表' }).click()
  await page.getByRole('heading', { name: '收款与消耗' }).waitFor()
  await shows(row(page, '储值'), '￥23.00')

  await page.getByRole('button', { name: '储值，金额，看明细' }).click()
  const rows = page.getByRole('dialog')
  await shows(rows.getByRole('table'), '￥23.00')
  expect(page.url()).toContain('stored_value')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    rows
      .getByRole('button', { name: '导出' })
      .click()
      .then(() => page.getByRole('menuitem', { name: 'CSV 文本' }).click()),
  ])
  expect(file.suggestedFilename()).toMatch(/^收款与消耗 .*\.csv$/)
  const text = readFileSync(await file.path(), 'utf8')
  expect(text.split('\r\n')).toHaveLength(3)
  expect(text).toContain('23.00')
  await rows.getByRole('button', { name: /close|关闭/i }).click()

  await page.getByRole('link', { name: '门店对比' }).click()
  // The other store took the rest in cash and performed the whole of it.
  await row(page, '徐汇店').getByRole('link', { name: '徐汇店 消耗业绩，看报表' }).click()
  await page.getByRole('heading', { name: '收款与消耗' }).waitFor()
  expect(page.url()).toContain(otherId)

  await page.getByRole('link', { name: '跨店结算' }).click()
  await page.getByRole('row', { name: /2 笔/ }).click()
  await page.getByRole('heading', { name: /跨店结算$/ }).waitFor()
  await page.getByRole('button', { name: /静安店 的卡在 徐汇店 使用，看明细/ }).click()
  // 1000.00 with 150.00 bonus: 23.00 takes 20.00 of what was paid.
  await shows(page.getByRole('dialog').getByRole('table'), '￥3.00', '￥3.00', '￥20.00', '￥20.00')
  expect(shopfront.complaints).toEqual([])
}, 120_000)

test('a store keeps its hours and sells the tiers it ticks', async () => {
  const page = await shopfront.page()
  await signIn(page, OWNER)
  await page.goto('/stores')
  await row(page, '徐汇店').click()
  const form = page.getByRole('dialog')
  await form.getByLabel('发票抬头').fill('云鬓徐汇有限公司')
  await form.getByLabel('周一 关门').fill('23:00')
  await form.getByRole('button', { name: '周一的时间用到每天' }).click()
  await form.getByRole('checkbox', { name: '充1000送150' }).click()
  await expect
    .poll(async () =>
      (await answer(shop.api.GET('/api/catalog', { params: { query: { storeId: otherId } } }))).tiers.map((t) => t.amountFen),
    )
    .not.toContain(100_000)
  await form.getByRole('button', { name: '保存' }).click()
  await expect.poll(() => form.count()).toBe(0)
  const stores = await answer(shop.api.GET('/api/stores'))
  const saved = stores.items.find((store) => store.id === otherId)
  expect(saved?.invoiceTitle).toBe('云鬓徐汇有限公司')
  expect(saved?.openingHours).toEqual(Array.from({ length: 7 }, () => ({ from: '10:00', to: '23:00' })))
  expect(shopfront.complaints).toEqual([])
}, 120_000)
