/** A printer is entered, a sale prints and opens the drawer, paper in doubt is decided about, and a scanner is heard on every page. */
import { answer } from '@yunbin/api-client'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { textOf } from '../../server/src/modules/printing/virtual/paper.ts'
import { VirtualPrinter } from '../../server/src/modules/printing/virtual/server.ts'
import { bill, find, finder, payment, scan, signIn, sold, totals } from './acts.ts'
import { openShopfront } from './browser.ts'
import { foundShop, OWNER, type Shop } from './shop.ts'

const shopfront = openShopfront()
const printer = new VirtualPrinter(48)
let shop: Shop
let port: number
beforeAll(async () => {
  shop = await foundShop(shopfront.url)
  port = await printer.start(Array.from({ length: 100 }, (_, i) => 9199 - i))
})
afterAll(() => printer.stop())

async function openTill(): Promise<Page> {
  const page = await shopfront.page()
  await signIn(page, OWNER)
  return page
}

const linesOf = (paper: Parameters<typeof textOf>[0] | undefined) => (paper ? textOf(paper).map((line) => line.trim()) : [])

async function payInCash(page: Page): Promise<void> {
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: '现金' }).click()
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
  await sold(page)
}

test('a printer is entered and tried; a sale prints its receipt and opens the drawer', async () => {
  const page = await openTill()
  await page.goto('/printing')
  await page.getByText('还没有打印机').waitFor()
  await page.getByRole('button', { name: '添加打印机' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('名字').fill('前台小票机')
  await form.getByLabel('IP 地址').fill('8.8.8.8')
  await form.getByLabel('端口').fill(String(port))
  await form.getByRole('switch', { name: '接了钱箱' }).click()
  await form.getByRole('button', { name: '保存' }).click()
  await form.getByText('这个地址不能用来放打印机').waitFor()
  await form.getByLabel('IP 地址').fill('127.0.0.1')
  await form.getByRole('button', { name: '保存' }).click()
  await page.getByRole('tab', { name: '打印机', exact: true }).click()
  await page.getByRole('button', { name: '打测试页' }).click()
  expect(linesOf((await printer.papers(1))[0]?.paper)[0]).toBe('打印测试页')
  await page.getByText('已打印', { exact: true }).waitFor()

  await page.goto('/desk')
  await find(page, '晚宴盘发', '晚宴盘发')
  await totals(page, '￥298.00')
  await payInCash(page)
  const lines = linesOf((await printer.papers(2))[1]?.paper)
  expect(lines).toEqual(expect.arrayContaining(['消费小票', expect.stringMatching(/^晚宴盘发 +￥298\.00$/)]))
  expect(printer.pulses).toBe(1)
  expect(printer.unknown).toEqual([])
  await page.getByText('已打印', { exact: true }).waitFor()
  await page.getByRole('button', { name: '打印小票' }).click()
  expect(linesOf((await printer.papers(3))[2]?.paper)[0]).toBe('补打 1')
  expect(shopfront.complaints).toEqual([])
})

test('paper in doubt is told at once and printed again only when somebody says so', async () => {
  await printer.misbehave({ kind: 'die', afterBytes: 300 })
  const page = await openTill()
  await find(page, '刘海修剪', '刘海修剪')
  await totals(page, '￥20.00')
  await payInCash(page)
  await page.getByText(/不知道打出来没有/).waitFor()
  await printer.misbehave({ kind: 'none' })
  await page.getByRole('button', { name: '去处理' }).click()
  await page.getByText('请到打印机旁看纸有没有出来。').waitFor()
  await page.getByRole('button', { name: '重打一张' }).click()
  expect(linesOf((await printer.papers(4))[3]?.paper)[0]).toBe('补打 1')
  await page.getByText('已重打').waitFor()
  await page.getByRole('button', { name: '重打一张' }).waitFor({ state: 'detached' })
})

test('the drawer opens for a reason, and everybody who may can read it', async () => {
  const before = printer.pulses
  const page = await openTill()
  await page.getByRole('button', { name: '开钱箱' }).click()
  const dialog = page.getByRole('dialog', { name: '开钱箱' })
  await dialog.getByText('其他', { exact: true }).click()
  await dialog.getByLabel(/说明/).fill('取备用钥匙')
  await dialog.getByRole('button', { name: '打开钱箱' }).click()
  await expect.poll(() => printer.pulses, { timeout: 20_000 }).toBe(before + 1)
  await page.goto('/printing?tab=drawer')
  await page.getByText('取备用钥匙').waitFor()
  await page.getByText('现金收款').first().waitFor()
})

test('a scanner is heard wherever the focus is, and typing is never taken for one', async () => {
  await answer(shop.api.POST('/api/items', { body: { kind: 'product', name: '发蜡 80g', priceFen: 8_800, barcodes: ['6907654321098'] } }))
  const memberId = await shop.enrol('陆小曼', '13600136001')
  const member = await answer(shop.api.GET('/api/members/{memberId}', { params: { path: { memberId } } }))
  const [ticket] = await shop.sold()
  const page = await openTill()

  // On the desk: into the cart, and to the bill, with a word half typed that stays as it was.
  await finder(page).fill('洗剪')
  await scan(page, '6907654321098')
  await totals(page, '￥88.00')
  expect(await finder(page).inputValue()).toBe('洗剪')
  await scan(page, member.number)
  await bill(page).getByText('陆小曼').waitFor()
  await scan(page, '134567890123456789')
  await page.getByText(/这是顾客的微信付款码/).waitFor()

  // Elsewhere: what it is opens.
  await page.goto('/settings')
  await page.getByRole('heading', { name: '设置' }).waitFor()
  await scan(page, ticket?.number ?? '')
  await page.getByRole('heading', { name: ticket?.number ?? '' }).waitFor()
  await scan(page, member.number)
  await page.waitForURL(`**/members/${memberId}`)
  await page.goto('/tickets')
  await page.getByRole('heading', { name: '单据' }).waitFor()
  await scan(page, '6900000000000')
  await page.getByText('没有找到「6900000000000」').waitFor()

  // A person at any keyboard is slower.
  await page.goto('/members')
  await page.getByRole('heading', { name: '会员' }).waitFor()
  const search = page.getByRole('searchbox').or(page.getByRole('textbox')).first()
  await search.pressSequentially('M000001', { delay: 60 })
  await page.keyboard.press('Enter')
  expect(await search.inputValue()).toBe('M000001')
  expect(page.url()).toContain('/members')
})
