/** A visit that becomes the first of a pass: while the bill is open, and after it was paid. */
import { beforeAll, expect, test } from 'vitest'
import { bill, figure, find, payment, shows, signIn, sold, totals, yuan } from './acts.ts'
import { openShopfront } from './browser.ts'
import { foundShop, OWNER, type Shop } from './shop.ts'

const shopfront = openShopfront()
let shop: Shop
beforeAll(async () => {
  shop = await foundShop(shopfront.url)
})

/** A pass of one service, with the price of a single visit of it. */
async function passOnSale() {
  const { items } = await shop.catalog()
  const pass = items.find((i) => i.kind === 'pass' && i.pass !== null && !i.pass.isUnlimited && i.pass.components.length === 1)
  const component = pass?.pass?.components[0]
  const service = items.find((i) => i.id === component?.serviceItemId)
  if (!pass || !component || !service) throw new Error('the shop sells no pass of one service')
  const sessions = component.sessions + component.giftedSessions
  return { pass, service, priceFen: pass.priceFen ?? 0, visitFen: service.priceFen ?? 0, sessions }
}

/** Who accepted the terms once may be sold a pass. */
async function customer(name: string, phone: string): Promise<string> {
  const memberId = await shop.enrol(name, phone)
  await shop.topUp(memberId, 500)
  return memberId
}

test('a pass put on the bill pays the visit that is on it', async () => {
  const { pass, service, sessions, priceFen } = await passOnSale()
  const memberId = await customer('柳如是', '13900138001')
  const page = await shopfront.page()
  await signIn(page, OWNER)
  await page.goto('/desk')
  await find(page, '13900138001', '柳如是')
  await find(page, service.name, service.name)
  await find(page, pass.name, pass.name)
  await bill(page).getByText(pass.name).first().waitFor()
  await page.getByRole('button', { name: /收款/ }).click()
  await payment(page).getByRole('button', { name: '用刚买的次卡' }).click()
  await payment(page).getByRole('button', { name: '用刚买的次卡' }).waitFor({ state: 'detached' })
  await totals(page, yuan(priceFen + Math.floor(priceFen / sessions)))
  await payment(page).getByRole('button', { name: /微信/ }).click()
  await page.keyboard.press('Enter')
  await sold(page)
  await page.goto(`/members/${memberId}`)
  await page
    .getByText(new RegExp(`${sessions - 1}\\s*/\\s*${sessions}|${sessions - 1} 次`))
    .first()
    .waitFor()
})

test('a visit that was paid for becomes the first of a pass for the difference, and both go back together', async () => {
  const { pass, service, priceFen, visitFen } = await passOnSale()
  const memberId = await shop.enrol('董小宛', '13900138002')
  const ticketId = await shop.sell(memberId, [{ key: 'l1', kind: 'service', itemId: service.id }], visitFen)
  const page = await shopfront.page()
  await signIn(page, OWNER)
  await page.goto(`/tickets/${ticketId}`)
  await page.getByRole('button', { name: '升级为次卡' }).click()
  const dialog = page.getByRole('dialog').filter({ hasText: '升级为次卡' })
  await dialog.getByText(pass.name).first().waitFor()
  await dialog.getByRole('button', { name: '请顾客阅读并同意' }).click()
  const terms = page.getByRole('dialog').filter({ has: page.getByRole('region', { name: /服务协议/ }) })
  await terms.getByText('口头同意').click()
  await terms.getByRole('button', { name: '顾客已阅读并同意' }).click()
  await dialog.getByRole('button', { name: '请顾客阅读并同意' }).waitFor({ state: 'detached' })
  // Like any bill at the desk, it may be paid in more ways than one.
  await dialog.getByRole('button', { name: '支付宝' }).click()
  await dialog.getByRole('textbox', { name: '支付宝' }).fill('500')
  await dialog.getByRole('button', { name: `还差 ${yuan(priceFen - visitFen - 50_000)}` }).waitFor()
  await page.keyboard.press('Alt+1')
  await dialog.getByRole('button', { name: `收 ${yuan(priceFen - visitFen)} 并升级` }).click()
  await page.waitForURL((url) => /\/tickets\//.test(url.pathname) && !url.pathname.includes(ticketId))
  await page.getByText('升级抵扣').first().waitFor()
  await shows(figure(page.locator('main'), '支付宝'), '￥500.00')
  await shows(figure(page.locator('main'), '现金'), yuan(priceFen - visitFen - 50_000))
  expect(await page.getByText('换货').count()).toBe(0)
  await page.getByRole('button', { name: '退款' }).waitFor()
  expect(await page.getByRole('button', { name: '升级为次卡' }).count()).toBe(0)
  await page.goto(`/tickets/${ticketId}`)
  await page
    .getByText(/已退 1/)
    .first()
    .waitFor()
})
