/** 部分付款: a pass of which some is paid today; what is paid may be used, the rest is asked for when it is needed. */
import { answer } from '@yunbin/api-client'
import { beforeAll, expect, test } from 'vitest'
import { bill, figure, find, next, payment, shows, signIn, sold, totals, yuan } from './acts.ts'
import { openShopfront } from './browser.ts'
import { foundShop, type Shop } from './shop.ts'

const shopfront = openShopfront()
let shop: Shop
beforeAll(async () => {
  shop = await foundShop(shopfront.url)
})

test('half of a pass is paid today, its sessions are used as far as they are paid, the rest is paid when it is needed', async () => {
  const { items } = await shop.catalog()
  const pass = items.find((i) => i.kind === 'pass' && i.pass !== null && !i.pass.isUnlimited && i.pass.components.length === 1)
  const component = pass?.pass?.components[0]
  const service = items.find((i) => i.id === component?.serviceItemId)
  if (!pass || !component || !service) throw new Error('the shop sells no pass of one service')
  const priceFen = pass.priceFen ?? 0
  const eachFen = Math.floor(priceFen / (component.sessions + component.giftedSessions))
  // Two sessions and a little.
  const todayFen = 2 * eachFen + 100
  const memberId = await shop.enrol('李香君', '13900138003')
  await shop.topUp(memberId, 2000)
  await answer(
    shop.api.PATCH('/api/credit-accounts/{accountId}', {
      params: { path: { accountId: memberId } },
      headers: { 'If-Match': '"0"' },
      body: { limitFen: priceFen },
    }),
  )
  const page = await shopfront.page()
  await signIn(page, await shop.hire('小雯', 'cashier', 'front1'))
  /** Her stored value is enough for everything. */
  const pay = async () => {
    await bill(page).getByRole('button', { name: /收款/ }).click()
    await payment(page)
      .getByRole('button', { name: /完成收款/ })
      .waitFor()
    await page.keyboard.press('Enter')
    await sold(page)
  }
  await page.goto('/desk')
  await find(page, '13900138003', '李香君')
  await find(page, pass.name, pass.name)
  await bill(page).getByRole('button', { name: '部分付款' }).click()
  await page.getByLabel('今天先付').fill(String(todayFen / 100))
  await page.keyboard.press('Enter')
  await bill(page)
    .getByText(`今天付 ${yuan(todayFen)}，余款 ${yuan(priceFen - todayFen)} 挂账`)
    .waitFor()
  await totals(page, yuan(priceFen))
  await shows(figure(bill(page), '其中余款挂账'), yuan(priceFen - todayFen))
  await pay()
  await next(page)

  // Two visits are paid for, a third is not: it says what to pay first, and one press puts that on the bill.
  for (const _ of [1, 2]) {
    await find(page, '13900138003', '李香君')
    await find(page, service.name, service.name)
    await bill(page)
      .getByText(/划 1 次/)
      .waitFor()
    await pay()
    await next(page)
  }
  await find(page, '13900138003', '李香君')
  await find(page, service.name, service.name)
  const first = yuan(eachFen - 100)
  await bill(page).getByText(`先补 ${first} 才能划卡`).waitFor()
  await bill(page)
    .getByRole('button', { name: `补 ${first}` })
    .click()
  await bill(page)
    .getByText(/划 1 次/)
    .waitFor()
  await totals(page, yuan(2 * eachFen - 100))
  await pay()

  await page.goto(`/accounts/${memberId}`)
  await page.getByText(pass.name).first().waitFor()
  await page.getByRole('button', { name: '补款' }).click()
  await totals(page, yuan(priceFen - 3 * eachFen))
  await bill(page).getByText(`补「${pass.name}」的余款`).waitFor()
  expect(shopfront.complaints).toEqual([])
})
