/** Friends at one till: a line each, several payers, a company that pays later, a deposit that is not forgotten. */
import { answer, type Cart } from '@yunbin/api-client'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../src/lib/ids.ts'
import { amount, bill, figure, find, finder, openTicket, payment, shows, signIn, sold, totals } from './acts.ts'
import { openShopfront } from './browser.ts'
import { type Account, foundShop, type Shop } from './shop.ts'

const shopfront = openShopfront()
const PIN = '402917'
let shop: Shop
let cashier: Account
beforeAll(async () => {
  shop = await foundShop(shopfront.url)
  cashier = await shop.hire('小雯', 'cashier', 'xiaowen')
  // From 100.00 on a card takes its member's PIN.
  const { version } = await answer(shop.api.GET('/api/settings'))
  await answer(shop.api.PATCH('/api/settings', { headers: { 'If-Match': `"${version}"` }, body: { cards: { pinThresholdFen: 10_000 } } }))
})

test('two friends, one bill: a line each, one pays both from the own card and types the PIN; the bill says who', async () => {
  await shop.topUp(await shop.enrol('林美', '13700137011'), 500)
  const lan = await shop.enrol('周兰', '13700137012')
  await shop.topUp(lan, 500)
  await setPin(lan)
  const page = await openTill()
  await find(page, '7011', '林美')
  await find(page, '资深洗剪吹', '资深洗剪吹')
  await find(page, '柔润护发素', '柔润护发素')
  await totals(page, '￥246.00')
  await whose(page, '7012', '周兰')
  await bill(page).getByRole('button', { name: '周兰的' }).waitFor()

  await page.keyboard.press('F10')
  await payment(page).getByText('储值 ￥246.00').waitFor()
  await page.keyboard.press('5')
  const who = page.getByRole('dialog', { name: '加一位付款人' })
  await who.getByRole('option', { name: /周兰/ }).getByText('本单最多可付 ￥246.00').waitFor()
  await page.keyboard.press('Enter')
  // The cursor stands in her amount; what she pays is taken off the other card by itself.
  await expect.poll(() => amount(page, '储值 · 周兰').evaluate((input) => input === document.activeElement)).toBe(true)
  await page.keyboard.type('246')
  await shows(figure(payment(page).getByRole('region', { name: '周兰的余额' }), '储值'), '￥500.00', '￥276.37')
  await expect.poll(() => amount(page, '储值 · 林美').getAttribute('placeholder')).toBe('0.00')

  await page.keyboard.press('Enter')
  const pin = page.getByRole('dialog', { name: '请会员输入支付密码' })
  await pin.getByText('本单从周兰的卡内支付').waitFor()
  await pin.getByLabel('支付密码').fill('111111')
  await page.keyboard.press('Enter')
  await pin.getByRole('alert').waitFor()
  await pin.getByLabel('支付密码').fill(PIN)
  await page.keyboard.press('Enter')
  await sold(page)
  await shows(figure(page.locator('main'), '储值 · 周兰'), '￥246.00')

  await openTicket(page, shop)
  await page.getByText('周兰的', { exact: true }).waitFor()
  await shows(figure(page.locator('aside'), '储值 · 周兰'), '￥246.00')
  await page.getByText('本金 · 周兰').first().waitFor()
  expect(shopfront.complaints).toEqual([])
})

test('a company pays later, up to what it may owe; the rest is paid now', async () => {
  await answer(shop.api.POST('/api/credit-accounts', { body: { companyName: '锦江酒店', limitFen: 20_000 } }))
  const page = await openTill()
  await sellOnAccount(page, '额度 ￥200.00 · 已欠 ￥0.00')
  await page.keyboard.press('Enter')
  await sold(page)
  await shows(figure(page.locator('main'), '挂账 · 锦江酒店'), '￥128.00')
  await page.getByRole('button', { name: /下一位/ }).click()

  await sellOnAccount(page, '额度 ￥200.00 · 已欠 ￥128.00')
  await expect.poll(() => amount(page, '挂账 · 锦江酒店').getAttribute('placeholder')).toBe('72.00')
  await payment(page).getByRole('button', { name: '支付宝' }).click()
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
  await sold(page)
  await shows(figure(page.locator('main'), '支付宝'), '￥56.00')
  await openTicket(page, shop)
  await shows(figure(page.locator('aside'), '挂账 · 锦江酒店'), '￥72.00')
})

test('a deposit is pointed out when its member pays, and pays first', async () => {
  const memberId = await shop.enrol('许新', '13700137014')
  await sell({
    storeId: shop.storeId,
    memberId,
    lines: [{ key: 'd', kind: 'deposit', amountFen: 10_000, deposit: { kind: 'advance', purpose: '新娘造型' } }],
    tenders: [{ kind: 'wechat', amountFen: 10_000 }],
  })
  const page = await openTill()
  await find(page, '7014', '许新')
  await find(page, '资深洗剪吹', '资深洗剪吹')
  await totals(page, '￥128.00')
  await page.keyboard.press('F10')
  await payment(page).getByText('这位会员有订金 ￥100.00 可以抵').waitFor()
  await page.keyboard.press('7')
  const dialog = page.getByRole('dialog', { name: '用订金' })
  await dialog.getByRole('button', { name: /订金 · 新娘造型/ }).waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => amount(page, '订金抵扣 · 新娘造型').getAttribute('placeholder')).toBe('100.00')
  await payment(page).getByRole('button', { name: '微信' }).click()
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
  await sold(page)
  await shows(figure(page.locator('main'), '订金抵扣 · 新娘造型'), '￥100.00')
  await shows(figure(page.locator('main'), '微信'), '￥28.00')
})

test('a card that was emptied at another till meanwhile is said so, and the payment goes on with what is left', async () => {
  const memberId = await shop.enrol('唐宁', '13700137015')
  await shop.topUp(memberId, 500)
  const page = await openTill()
  await find(page, '全头染发（长发）', '全头染发（长发）')
  await totals(page, '￥598.00')
  await whose(page, '朋友', '不是会员，只记这个称呼')
  await bill(page).getByRole('button', { name: '朋友的' }).waitFor()
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: '加一位付款人' }).click()
  await page.getByRole('combobox', { name: '找会员' }).pressSequentially('7015')
  await page.getByRole('option', { name: /唐宁/ }).waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => amount(page, '储值 · 唐宁').getAttribute('placeholder')).toBe('550.00')
  await payment(page).getByRole('button', { name: '支付宝' }).click()
  const done = payment(page).getByRole('button', { name: /完成收款/ })
  await done.waitFor()

  const item = await shop.item('资深洗剪吹')
  await sell({
    storeId: shop.storeId,
    memberId,
    lines: [{ key: 'l1', kind: 'service', itemId: item.id }],
    tenders: [{ kind: 'stored_value', amountFen: 12_800 }],
  })
  await done.click()
  const alert = payment(page).getByRole('alert').filter({ hasText: '储值不够' })
  await alert.getByText('最多可用 ￥422.00。').waitFor()
  await alert.getByRole('button', { name: '改为 ￥422.00' }).click()
  await expect.poll(() => amount(page, '支付宝').getAttribute('placeholder')).toBe('176.00')
  await done.click()
  await sold(page)
  await shows(figure(page.locator('main'), '储值 · 唐宁'), '￥422.00')
})

test('a family shares: the daughter’s line is done from her mother’s pass, the rest is paid from her mother’s card', async () => {
  const mother = await shop.enrol('罗慧', '13700137016')
  await shop.topUp(mother, 500)
  const pass = await shop.item('总监洗剪吹10次卡')
  await shop.sell(mother, [{ key: 'l1', kind: 'pass', itemId: pass.id }], 198_000)
  const daughter = await shop.enrol('罗小雨', '13700137017')
  const { id } = await answer(shop.api.POST('/api/households', { body: { ownerId: mother } }))
  await answer(
    shop.api.POST('/api/households/{householdId}/members', { params: { path: { householdId: id } }, body: { memberId: daughter } }),
  )

  const page = await openTill()
  await find(page, '7017', '罗小雨')
  await find(page, '柔润护发素', '柔润护发素')
  await find(page, '总监洗剪吹', '总监洗剪吹')
  await bill(page).getByRole('button', { name: '划罗慧的卡（剩 10 次）' }).click()
  await bill(page).getByText('罗慧的卡：总监洗剪吹10次卡').waitFor()
  await totals(page, '￥316.00')
  await page.keyboard.press('F10')
  await payment(page).getByText('划卡 1 次').waitFor()
  await page.keyboard.press('5')
  const who = page.getByRole('dialog', { name: '加一位付款人' })
  await who.getByRole('option', { name: /罗慧/ }).getByText('家人共享，本单最多可付 ￥118.00').waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => amount(page, '储值 · 罗慧').getAttribute('placeholder')).toBe('118.00')
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .waitFor()
  await page.keyboard.press('Enter')
  await sold(page)
  await shows(figure(page.locator('main'), '储值 · 罗慧'), '￥118.00')
  await shows(figure(page.locator('main'), '次卡 · 罗慧'), '￥198.00')
})

async function openTill(): Promise<Page> {
  const page = await shopfront.page()
  await signIn(page, cashier)
  await finder(page).waitFor()
  return page
}

/** Says of the chosen line whose it is, by the keyboard. */
async function whose(page: Page, typed: string, row: string): Promise<void> {
  await page.keyboard.press('Alt+w')
  await page.getByRole('combobox', { name: '找会员，或写个称呼' }).pressSequentially(typed)
  await page.getByRole('dialog', { name: '谁的' }).getByRole('option', { selected: true }).filter({ hasText: row }).waitFor()
  await page.keyboard.press('Enter')
}

async function sellOnAccount(page: Page, figures: string): Promise<void> {
  await find(page, '资深洗剪吹', '资深洗剪吹')
  await totals(page, '￥128.00')
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: '挂账' }).waitFor()
  await page.keyboard.press('6')
  const dialog = page.getByRole('dialog', { name: '挂账' })
  await dialog
    .getByRole('button', { name: /锦江酒店/ })
    .getByText(figures)
    .waitFor()
  await page.keyboard.press('Enter')
  await amount(page, '挂账 · 锦江酒店').waitFor()
}

/** At another till. */
async function sell(cart: Cart): Promise<void> {
  const { quoteHash } = await answer(shop.api.POST('/api/quotes', { body: cart }))
  const ticketId = uuidv7()
  await answer(
    shop.api.POST('/api/tickets/{ticketId}/completion', {
      params: { path: { ticketId } },
      headers: { 'Idempotency-Key': ticketId },
      body: { cart, quoteHash },
    }),
  )
}

async function setPin(memberId: string): Promise<void> {
  await answer(shop.api.PUT('/api/members/{memberId}/pin', { params: { path: { memberId } }, body: { storeId: shop.storeId, pin: PIN } }))
}
