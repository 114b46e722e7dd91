/** A day at two tills at once: one member at both, a bill sold by mistake, a refund; drawers, balances and the day agree to the fen. */
import { answer } from '@yunbin/api-client'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { bill, figure, find, finder, payment, shows, signIn, sold, totals } from './acts.ts'
import { openShopfront } from './browser.ts'
import { type Account, foundShop, OWNER, type Shop } from './shop.ts'

const shopfront = openShopfront()

test('two tills, one balance, one mistake: everything agrees in the evening', async () => {
  const shop = await foundShop(shopfront.url)
  const [first, second] = [await shop.hire('小雯', 'cashier', 'xiaowen'), await shop.hire('小敏', 'cashier', 'xiaomin')]
  const [frontTill, backTill] = await twoTills(shop)
  const memberId = await shop.enrol('王雅丽', '13600136001')
  const front = await openTill(shop, first, frontTill, '500')
  const back = await openTill(shop, second, backTill, '300')
  // 500.00 and 50.00 bonus, paid in cash at the front.
  await shop.topUp(memberId, 500)

  // The same member's bill lies on both tills; each sees 550.00.
  await putOnBill(front, '王雅丽', '总监洗剪吹')
  await putOnBill(back, '王雅丽', '总监洗剪吹')
  await back.keyboard.press('F10')
  await payment(back).getByText('储值 ￥298.00').waitFor()
  await pay(front)
  await sold(front)
  // What is left no longer covers the other bill: it is said, nothing is sold, and the rest comes in cash.
  await payment(back)
    .getByRole('button', { name: /完成收款/ })
    .click()
  await payment(back).getByRole('alert').first().waitFor()
  expect(await shop.sold()).toHaveLength(2)
  await payment(back).getByRole('button', { name: '现金' }).click()
  await payment(back)
    .getByRole('button', { name: /完成收款/ })
    .click()
  await sold(back)
  expect(await balanceOf(shop, memberId)).toEqual([0, 0])

  // A bill sold by mistake is undone with the owner's PIN, and the right one sold.
  await newBill(front, '编发', '￥98.00')
  await voidLast(front)
  await newBill(front, '洗吹', '￥48.00')

  // 500 + 500 + 98 − 98 + 48, and 300 + 46 at the back.
  await count(front, ['10', '', '2', '', '1', '3'], '￥1,048.00')
  await count(back, ['3', '', '2', '', '1', '1'], '￥346.00')

  const office = await shopfront.page()
  await signIn(office, OWNER)
  await office.goto('/shifts?tab=day')
  await office.getByRole('button', { name: '日结' }).click()
  await office.getByRole('dialog').getByRole('button', { name: '日结' }).click()
  await office.getByRole('heading', { name: /日结单/ }).waitFor()
  await shows(figure(office.locator('main'), '应有现金'), '￥1,394.00')
  expect(shopfront.complaints).toEqual([])
}, 180_000)

/** The first till, which every store has, and one at the back. */
async function twoTills(shop: Shop): Promise<[string, string]> {
  const { tillId } = await answer(shop.api.POST('/api/tills', { body: { storeId: shop.storeId, name: '后门' } }))
  const { items } = await answer(shop.api.GET('/api/tills', { params: { query: { storeId: shop.storeId } } }))
  return [items[0]?.id ?? '', tillId]
}

/** Signs in on a device that stands at this till, and opens its shift. */
async function openTill(shop: Shop, who: Account, tillId: string, float: string): Promise<Page> {
  const page = await shopfront.page()
  await page.addInitScript(([storeId, id]) => localStorage.setItem(`yunbin.till.${storeId}`, String(id)), [shop.storeId, tillId])
  await signIn(page, who)
  await finder(page).waitFor()
  await page.getByRole('button', { name: '未开班' }).click()
  await page.getByLabel('备用金').fill(float)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: /当班 #\d/ }).waitFor()
  return page
}

async function putOnBill(page: Page, member: string, item: string): Promise<void> {
  await find(page, member, member)
  await bill(page).getByText(member).waitFor()
  await find(page, item, item)
  await totals(page, '￥298.00')
}

async function pay(page: Page): Promise<void> {
  await page.keyboard.press('F10')
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
}

/** A walk-in pays one item in cash. */
async function newBill(page: Page, item: string, price: string): Promise<void> {
  await page.goto('/desk')
  await finder(page).waitFor()
  await find(page, item, item)
  await totals(page, price)
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: '现金' }).click()
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
  await sold(page)
}

async function voidLast(page: Page): Promise<void> {
  await page.goto('/tickets')
  await page.getByRole('table', { name: '单据' }).getByRole('row').filter({ hasText: '￥98.00' }).click()
  await page.getByRole('button', { name: '作废' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '请同事授权' }).click()
  const approval = page.getByRole('dialog', { name: '需要另一位同事授权' })
  await approval.getByText(OWNER.name).waitFor()
  await approval.getByLabel('授权 PIN').fill(OWNER.pin)
  await approval.getByRole('button', { name: '授权', exact: true }).click()
  await page.getByRole('heading', { name: /作废单/ }).waitFor()
}

/** Counts the drawer and closes the shift; the drawer is told to hold what it should. */
async function count(page: Page, pieces: readonly string[], expected: string): Promise<void> {
  await page.goto('/shifts')
  await page.getByRole('link', { name: '点钞交班' }).click()
  await page.getByLabel('￥100 的张数').focus()
  for (const quantity of [...pieces, ...Array<string>(8 - pieces.length).fill('')]) {
    if (quantity !== '') await page.keyboard.type(quantity)
    await page.keyboard.press('Enter')
  }
  await shows(figure(page.locator('main'), '应有现金'), expected)
  await page.getByText('账实相符').waitFor()
  await page.getByRole('button', { name: '交班', exact: true }).click()
  await page.getByRole('heading', { name: '交班完成' }).waitFor()
}

async function balanceOf(shop: Shop, memberId: string): Promise<[number, number]> {
  const { balances } = await answer(shop.api.GET('/api/members/{memberId}/wallet', { params: { path: { memberId } } }))
  return [balances.principalFen, balances.bonusFen]
}
