/** A busy till: no mouse, a scanner, two tills at once, impatient fingers and a network that fails. */
import { answer } from '@yunbin/api-client'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { bill, figure, find, finder, payment, scan, shows, signIn, sold, totals } from './acts.ts'
import { openShopfront } from './browser.ts'
import { foundShop, OWNER, type Shop } from './shop.ts'

const shopfront = openShopfront()
let shop: Shop
beforeAll(async () => {
  shop = await foundShop(shopfront.url)
})

test('a known service for a known member is sold by the keyboard alone, found by initials', async () => {
  const member = await shop.enrol('欧阳娜娜', '13700137001')
  await shop.topUp(member, 500)
  await shop.hire('阿杰', 'stylist', 'ajie')
  const page = await openTill()
  await find(page, 'oynn', '欧阳娜娜')
  await bill(page).getByText('欧阳娜娜').waitFor()
  await find(page, 'zsxjc', '资深洗剪吹')
  await page.keyboard.press('F4')
  await page.getByRole('dialog', { name: '谁来服务' }).waitFor()
  await page.keyboard.type('阿杰')
  await page.keyboard.press('Enter')
  await bill(page).getByRole('button', { name: '阿杰，点按更换' }).waitFor()
  await totals(page, '￥128.00')
  await page.keyboard.press('F10')
  await payment(page).getByText('储值 ￥128.00').waitFor()
  await page.keyboard.press('Enter')
  await sold(page)
  await shows(figure(page.locator('main'), '储值').nth(0), '￥128.00')
  // The receipt stands for a moment before Enter may dismiss it: press until the next customer can come.
  await expect
    .poll(async () => {
      await page.keyboard.press('Enter')
      return finder(page).isVisible()
    })
    .toBe(true)
  await expect.poll(() => finder(page).evaluate((input) => input === document.activeElement)).toBe(true)

  const [ticket] = await shop.sold()
  expect(ticket).toMatchObject({ memberName: '欧阳娜娜', totalFen: 12_800, lineNames: ['资深洗剪吹'] })
})

test('a scanned barcode puts the product on the bill, twice for two', async () => {
  await answer(
    shop.api.POST('/api/items', { body: { kind: 'product', name: '焗油膏 500ml', priceFen: 9_900, barcodes: ['6901234567892'] } }),
  )
  const page = await openTill()
  await scan(page, '6901234567892')
  await scan(page, '6901234567892')
  await totals(page, '￥198.00')
  await bill(page)
    .getByRole('button', { name: /焗油膏 500ml × 2/ })
    .waitFor()
})

test('a bill held at one till is fetched and paid at another', async () => {
  const page = await openTill()
  await find(page, '全头染发（长发）', '全头染发（长发）')
  await totals(page, '￥598.00')
  await page.keyboard.press('F8')
  await page.getByLabel('备注名（可不填）').fill('3 号位')
  await page.keyboard.press('Enter')
  await page.getByText('已挂单，可以接待下一位').waitFor()
  await bill(page).getByText('还没有开单').waitFor()

  const second = await openTill()
  await second.keyboard.press('F9')
  const held = second.getByRole('dialog', { name: '挂单' })
  await held.getByText('3 号位').waitFor()
  await held.getByRole('button', { name: '取单' }).click()
  await totals(second, '￥598.00')
  await payInCash(second)
  await sold(second)
  await page.keyboard.press('F9')
  await page.getByText('没有挂单').waitFor()
  expect((await shop.sold()).filter((ticket) => ticket.lineNames.includes('全头染发（长发）'))).toHaveLength(1)
})

test('impatient fingers on the pay button sell once', async () => {
  const page = await openTill()
  await find(page, '晚宴盘发', '晚宴盘发')
  await totals(page, '￥298.00')
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: '现金' }).click()
  const pay = payment(page).getByRole('button', { name: /完成收款/ })
  await pay.waitFor()
  await pay.dblclick()
  for (let press = 0; press < 6; press += 1) await page.keyboard.press('Enter')
  await sold(page)
  expect((await shop.sold()).filter((ticket) => ticket.lineNames.includes('晚宴盘发'))).toHaveLength(1)
})

test('a reload keeps the bill', async () => {
  await shop.enrol('赵蕾', '13700137002')
  const page = await openTill()
  await find(page, '7002', '赵蕾')
  await find(page, '编发', '编发')
  await totals(page, '￥98.00')
  await page.reload()
  await bill(page).getByText('赵蕾').waitFor()
  await bill(page).getByRole('button', { name: '编发', exact: true }).waitFor()
  await totals(page, '￥98.00')
})

test('a price published meanwhile is shown before and after, and nothing is sold until it is agreed again', async () => {
  const item = await shop.item('日常造型')
  const page = await openTill()
  await find(page, '日常造型', '日常造型')
  await totals(page, '￥128.00')
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: '微信' }).click()
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .waitFor()

  await answer(shop.api.POST('/api/price-books', { body: { note: '涨价', changes: [{ itemId: item.id, amountFen: 13_800 }] } }))
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
  const changed = payment(page).getByRole('alert').filter({ hasText: '价格刚有变动，还没有入账，请和顾客确认后再收款' })
  await changed.waitFor()
  await shows(figure(changed, '日常造型'), '￥128.00', '￥138.00')
  await shows(figure(changed, '应收'), '￥128.00', '￥138.00')
  expect((await shop.sold()).filter((ticket) => ticket.lineNames.includes('日常造型'))).toEqual([])

  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
  await sold(page)
  expect((await shop.sold()).filter((ticket) => ticket.lineNames.includes('日常造型')).map((t) => t.totalFen)).toEqual([13_800])
})

test('a dead network while paying loses nothing, and the next press sells once', async () => {
  const page = await openTill()
  await find(page, '妆发套餐', '妆发套餐')
  await totals(page, '￥498.00')
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: '支付宝' }).click()
  // The first press does not reach the server; of the second the answer gets lost, the sale does not.
  let press = 0
  await page.route('**/completion', async (route) => {
    press += 1
    if (press === 2) await route.fetch()
    return press <= 2 ? route.abort('internetdisconnected') : route.continue()
  })
  const alert = payment(page).getByRole('alert').filter({ hasText: '连不上服务器' })
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
  await alert.waitFor()
  expect(await alert.innerText()).toContain('已经按下的收款再按一次也不会重复入账')
  await totals(page, '￥498.00')
  expect((await shop.sold()).filter((ticket) => ticket.lineNames.includes('妆发套餐'))).toEqual([])

  await alert.getByRole('button', { name: '再试一次' }).click()
  await expect.poll(() => press).toBe(2)
  await alert.waitFor()
  await alert.getByRole('button', { name: '再试一次' }).click()
  await sold(page)
  expect((await shop.sold()).filter((ticket) => ticket.lineNames.includes('妆发套餐'))).toHaveLength(1)
})

async function openTill(): Promise<Page> {
  const page = await shopfront.page()
  await signIn(page, OWNER)
  await finder(page).waitFor()
  return page
}

async function payInCash(page: Page): Promise<void> {
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: '现金' }).click()
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
}
