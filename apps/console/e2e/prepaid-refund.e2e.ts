/** A half-used top-up is given back by law: asked for with evidence, approved by a colleague, paid, and gone from the wallet. */
import { answer } from '@yunbin/api-client'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { figure, shows, signIn } from './acts.ts'
import { openShopfront } from './browser.ts'
import { foundShop, OWNER, type Shop } from './shop.ts'

const shopfront = openShopfront()
let shop: Shop
beforeAll(async () => {
  shop = await foundShop(shopfront.url)
})

/** 1000.00 with 150.00 bonus, of which 298.00 were used: 1000 − 298 × 1000 ÷ 1150. */
const DUE = '￥740.87'

async function usedTopUp(name: string, phone: string): Promise<string> {
  const memberId = await shop.enrol(name, phone)
  await shop.topUp(memberId, 1000)
  const item = await shop.item('晚宴盘发')
  const lines = [{ key: 'l1', kind: 'service' as const, itemId: item.id, quantity: 1 }]
  const cart = { storeId: shop.storeId, memberId, lines, tenders: [{ kind: 'stored_value' as const, amountFen: 29_800 }] }
  const quote = await answer(shop.api.POST('/api/quotes', { body: cart }))
  await answer(
    shop.api.POST('/api/tickets/{ticketId}/completion', {
      params: { path: { ticketId: crypto.randomUUID() } },
      headers: { 'Idempotency-Key': crypto.randomUUID() },
      body: { cart, quoteHash: quote.quoteHash },
    }),
  )
  return memberId
}

async function ask(page: Page, memberId: string): Promise<void> {
  await page.goto(`/members/${memberId}`)
  await page.getByRole('link', { name: '退卡 / 退余额' }).click()
  await page.getByRole('checkbox').first().check()
  await page.getByRole('radio', { name: '服务或价格不符约定' }).click()
  await shows(figure(page.getByRole('complementary'), '应付合计'), DUE)
}

test('a half-used top-up is asked back with a picture, approved by a colleague and paid in cash', async () => {
  const memberId = await usedTopUp('沈月', '13900004411')
  const cashier = await shop.hire('小雯', 'cashier', 'front1')
  const page = await shopfront.page()
  await signIn(page, cashier)
  await ask(page, memberId)
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  await page
    .getByLabel('上传图片或 PDF')
    .setInputFiles({ name: '聊天截图.png', mimeType: 'image/png', buffer: Buffer.from(pixel, 'base64') })
  await page.getByRole('button', { name: /登记申请/ }).click()

  await page.getByRole('heading', { name: '退款申请' }).waitFor()
  await page.getByText('还剩 5 天').waitFor()
  await page.getByRole('img', { name: '凭证图片 1' }).waitFor()
  await page.getByRole('button', { name: /^付款/ }).click()
  const approval = page.getByRole('dialog')
  await approval.getByText(`给 沈月 退预付款 ${DUE}`).waitFor()
  await approval.getByLabel('授权 PIN').fill(OWNER.pin)
  await approval.getByRole('button', { name: '授权', exact: true }).click()
  await page.getByRole('button', { name: `付出 ${DUE}` }).click()

  await page.getByRole('heading', { name: /^退卡单 P/ }).waitFor()
  await page.goto(`/members/${memberId}?tab=statement`)
  await page.getByText(/^退款计算书 [0-9a-f]+…$/).waitFor()
  await page.getByRole('link', { name: '退款单' }).click()
  await page.getByRole('heading', { name: /^退卡单 P/ }).waitFor()
  const wallet = await answer(shop.api.GET('/api/members/{memberId}/wallet', { params: { path: { memberId } } }))
  expect([wallet.balances.principalFen, wallet.balances.bonusFen]).toEqual([0, 0])
  expect(shopfront.complaints).toEqual([])
})

test('a change of mind cancels the request, which stays on record with the reason', async () => {
  const memberId = await usedTopUp('白露', '13900004422')
  const page = await shopfront.page()
  await signIn(page, OWNER)
  await ask(page, memberId)
  await page.getByRole('button', { name: /登记申请/ }).click()
  await page.getByRole('heading', { name: '退款申请' }).waitFor()
  await page.getByRole('button', { name: '取消申请' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('取消原因').fill('顾客决定继续使用')
  await dialog.getByRole('button', { name: '取消申请' }).click()
  await page.getByText('顾客决定继续使用').waitFor()
  await page.goto('/prepaid-refunds')
  await page.getByRole('row').filter({ hasText: '白露' }).getByText('已取消').waitFor()
  expect(shopfront.complaints).toEqual([])
})
