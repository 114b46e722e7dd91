/** One bill shared out: to the fen, over money, cards and an account; and anew when the bill changes. */
import { answer } from '@yunbin/api-client'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { amount, bill, figure, find, finder, openTicket, payment, shows, signIn, sold, totals } from './acts.ts'
import { openShopfront } from './browser.ts'
import { type Account, foundShop, type Shop } from './shop.ts'

const shopfront = openShopfront()
let shop: Shop
let cashier: Account
beforeAll(async () => {
  shop = await foundShop(shopfront.url)
  cashier = await shop.hire('小雯', 'cashier', 'xiaowen')
})

test('a bill is shared evenly over cash, a friend’s phone and another’s card, odd fen and all; a refund goes back to each', async () => {
  await shop.topUp(await shop.enrol('何静', '13700137013'), 500)
  const page = await openTill()
  await find(page, '资深洗剪吹', '资深洗剪吹')
  await totals(page, '￥128.00')
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: '分单' }).click()
  const split = page.getByRole('dialog', { name: '分单' })
  await split.getByRole('button', { name: '加会员' }).click()
  await page.getByRole('combobox', { name: '找会员' }).pressSequentially('7013')
  await page.getByRole('option', { name: /何静/ }).waitFor()
  await page.keyboard.press('Enter')
  await split.getByRole('combobox', { name: '本单客人怎么付' }).click()
  await page.getByTitle('现金', { exact: true }).click()
  await shows(split.getByRole('group', { name: '本单客人' }), '￥42.67')
  await shows(split.getByRole('group', { name: '朋友' }), '￥42.67')
  await shows(split.getByRole('group', { name: '何静' }), '￥42.66')
  await split.getByText('除不尽的零头，排在前面的人多付 1 分。').waitFor()
  await split.getByRole('button', { name: '按这样收' }).click()

  await amount(page, '微信 · 朋友').waitFor()
  await amount(page, '收到现金').fill('50')
  await shows(figure(payment(page), '找零'), '￥7.33')
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
  await sold(page)
  await shows(figure(page.locator('main'), '储值 · 何静'), '￥42.66')
  await shows(figure(page.locator('main'), '微信 · 朋友'), '￥42.67')

  await openTicket(page, shop)
  const paid = page.locator('aside')
  await shows(figure(paid, '现场付款'), '￥42.67')
  await shows(figure(paid, '朋友'), '￥42.67')
  await shows(figure(paid, '何静'), '￥42.66')
  await page.getByRole('button', { name: '退款', exact: true }).click()
  await page.getByRole('button', { name: '全部退', exact: true }).click()
  await shows(figure(page.locator('main'), '现金退回').first(), '￥42.67')
  await page.getByText('退回本金').first().waitFor()
})

test('a member who pays a share by phone is named: at the till, on the bill, among who paid', async () => {
  await shop.enrol('沈青', '13700137021')
  const page = await openTill()
  const split = await share(page)
  await split.getByRole('button', { name: '加会员' }).click()
  await page.getByRole('combobox', { name: '找会员' }).pressSequentially('7021')
  await page.getByRole('option', { name: /沈青/ }).waitFor()
  await page.keyboard.press('Enter')
  await split.getByRole('combobox', { name: '沈青怎么付' }).click()
  await page.getByTitle('支付宝', { exact: true }).click()
  await split.getByRole('combobox', { name: '朋友怎么付' }).click()
  await page.getByTitle('现金', { exact: true }).last().click()
  await split.getByRole('button', { name: '按这样收' }).click()
  await expect.poll(() => amount(page, '支付宝 · 沈青').inputValue()).toBe('42.66')
  await amount(page, '收到现金 · 朋友').waitFor()
  await complete(page)
  await shows(figure(page.locator('main'), '支付宝 · 沈青'), '￥42.66')
  await openTicket(page, shop)
  await shows(figure(page.locator('aside'), '支付宝 · 沈青'), '￥42.66')
  await shows(figure(page.locator('aside'), '沈青'), '￥42.66')
  await shows(figure(page.locator('aside'), '现金 · 朋友'), '￥42.67')
})

test('a company pays a share on account, no more than it may owe; the rest is asked for', async () => {
  await answer(shop.api.POST('/api/credit-accounts', { body: { companyName: '锦江酒店', limitFen: 5_000 } }))
  const page = await openTill()
  const split = await share(page)
  await split.getByRole('combobox', { name: '朋友怎么付' }).click()
  await page.getByTitle('挂账', { exact: true }).click()
  await page
    .getByRole('dialog', { name: '挂账' })
    .getByRole('button', { name: /锦江酒店/ })
    .click()
  await split.getByRole('button', { name: /锦江酒店 · 还可挂 ￥50.00/ }).waitFor()
  await shows(split.getByRole('group', { name: '朋友' }), '￥64.00')
  await split.getByText('这个账户只能再挂 ￥50.00，还差 ￥14.00').waitFor()
  await split.getByRole('button', { name: '按这样收' }).click()
  await expect.poll(() => amount(page, '挂账 · 锦江酒店').inputValue()).toBe('50.00')
  await shows(figure(payment(page), '还差'), '￥14.00')
  await payment(page).getByRole('button', { name: '支付宝' }).click()
  await complete(page)
  await shows(figure(page.locator('main'), '挂账 · 锦江酒店'), '￥50.00')
  await openTicket(page, shop)
  await shows(figure(page.locator('aside'), '挂账 · 锦江酒店'), '￥50.00')
  expect(shopfront.complaints).toEqual([])
})

test('when the bill changes after it was shared, nothing is taken by the old shares: one press shares it anew', async () => {
  const page = await openTill()
  const split = await share(page)
  await split.getByRole('combobox', { name: '本单客人怎么付' }).click()
  await page.getByTitle('现金', { exact: true }).click()
  await split.getByRole('button', { name: '按这样收' }).click()
  await expect.poll(() => amount(page, '微信 · 朋友').inputValue()).toBe('64.00')
  const outdated = payment(page).getByText('分单时共 ￥128.00，之后单子改过')
  expect(await outdated.count()).toBe(0)

  await page.keyboard.press('Escape')
  await find(page, '柔润护发素', '柔润护发素')
  await totals(page, '￥246.00')
  await page.keyboard.press('F10')
  await outdated.waitFor()
  // Without a word, cash would have paid all that came on top. Enter shares anew and sells nothing.
  await payment(page).getByRole('button', { name: '先重新分单' }).waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => amount(page, '微信 · 朋友').inputValue()).toBe('123.00')
  await outdated.waitFor({ state: 'detached' })
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .waitFor()

  // Somebody joins the bill: who pays how is asked again, and not put on the first.
  await page.keyboard.press('Escape')
  await find(page, '资深洗剪吹', '资深洗剪吹')
  await page.keyboard.press('Alt+w')
  await page.getByRole('combobox', { name: '找会员，或写个称呼' }).pressSequentially('小丽')
  await page.getByRole('option', { selected: true }).filter({ hasText: '不是会员，只记这个称呼' }).waitFor()
  await page.keyboard.press('Enter')
  await bill(page).getByRole('button', { name: '小丽的' }).waitFor()
  await totals(page, '￥374.00')
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: '重新分', exact: true }).click()
  await shows(split.getByRole('group', { name: '小丽' }), '￥124.66')
  await split.getByRole('button', { name: '按这样收' }).click()
  await amount(page, '微信 · 小丽').waitFor()
  await complete(page)
  await shows(figure(page.locator('main'), '微信 · 朋友'), '￥124.67')
  await shows(figure(page.locator('main'), '微信 · 小丽'), '￥124.66')
})

async function openTill(): Promise<Page> {
  const page = await shopfront.page()
  await signIn(page, cashier)
  await finder(page).waitFor()
  return page
}

/** A haircut of 128.00, about to be shared. */
async function share(page: Page): Promise<Locator> {
  await find(page, '资深洗剪吹', '资深洗剪吹')
  await totals(page, '￥128.00')
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: '分单' }).click()
  return page.getByRole('dialog', { name: '分单' })
}

async function complete(page: Page): Promise<void> {
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
  await sold(page)
}
