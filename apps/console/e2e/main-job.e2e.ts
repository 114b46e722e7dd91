/** The main job from an empty installation, as the two people of a small shop do it. Every amount was worked out by hand. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { bill, figure, find, finder, next, payment, reads, shows, signIn, sold, totals } from './acts.ts'
import { openShopfront } from './browser.ts'
import { OWNER, shopOf } from './shop.ts'

const shopfront = openShopfront()

test('enrol, top up, sell a pass, check out with an approved discount, refund in part and in full', async () => {
  const office = await shopfront.page()
  await openShop(office)
  const shop = await shopOf(shopfront.url)
  const cashier = await shop.hire('小雯', 'cashier', 'xiaowen')

  const till = await shopfront.page()
  await signIn(till, cashier)
  await enrol(till)
  await topUp(till)
  await owes(office, { 预收负债: '￥1,000.00', 储值本金: '￥1,000.00', 次卡价值: '￥0.00', 赠金: '￥150.00' })
  await sellPass(till)
  await owes(office, { 预收负债: '￥2,980.00', 储值本金: '￥1,000.00', 次卡价值: '￥1,980.00', 赠金: '￥150.00' })

  await checkOut(till)
  // 200 from the balance takes principal and bonus as 1000 : 150; the session takes a tenth of the pass.
  await owes(office, { 预收负债: '￥2,608.09', 储值本金: '￥826.09', 次卡价值: '￥1,782.00', 赠金: '￥123.91' })
  await owns(till, { 储值: '￥826.09', 赠金: '￥123.91', 次卡: '9 次价值 ￥1,782.00' })

  // The balance paid 200 of 342, so 69.01 of the conditioner's 118: principal and bonus again as 1000 : 150.
  await refundProduct(till)
  await owes(office, { 预收负债: '￥2,668.10', 储值本金: '￥886.10', 次卡价值: '￥1,782.00', 赠金: '￥132.91' })
  await refundRest(till)
  await owes(office, { 预收负债: '￥2,980.00', 储值本金: '￥1,000.00', 次卡价值: '￥1,980.00', 赠金: '￥150.00' })
  await owns(till, { 储值: '￥1,000.00', 赠金: '￥150.00', 次卡: '10 次价值 ￥1,980.00' })
  expect(shopfront.complaints).toEqual([])
}, 180_000)

/** By the keys alone: each step begins where the hands are. */
async function openShop(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByLabel('品牌名').fill('云鬓美发')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByRole('radio', { name: /美发/ }).evaluate((input) => input === document.activeElement)).toBe(true)
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.getByLabel('店名').fill('静安店')
  await page.keyboard.press('Enter')
  await page.getByLabel('您的姓名').fill(OWNER.name)
  await page.getByLabel('登录名').fill(OWNER.signInName)
  await page.getByLabel('密码').fill(OWNER.password)
  await page.getByLabel('PIN', { exact: true }).fill(OWNER.pin)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '核对一下' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '都准备好了' }).waitFor()
  await page.getByRole('button', { name: '去收银台' }).click()
  await finder(page).waitFor()
}

async function enrol(page: Page): Promise<void> {
  await find(page, '13800138000', '新增会员「13800138000」')
  const dialog = page.getByRole('dialog', { name: '新增会员' })
  await dialog.getByLabel('姓名').fill('王雅丽')
  await dialog.getByLabel('过敏（如有）').fill('对苯二胺')
  await dialog.getByRole('button', { name: '开卡并选用' }).click()
  await bill(page).getByText('王雅丽').waitFor()
  await bill(page).getByRole('alert').filter({ hasText: '对苯二胺' }).waitFor()
}

/** The customer draws something on the paper of the dialog, once the rules are there and nothing moves any more. */
async function sign(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  const paper = dialog.getByRole('img', { name: '请顾客在这里签名' })
  const rules = dialog.getByRole('region', { name: /服务协议/ })
  await rules.waitFor()
  // The arrows read on in them, and not in what lies behind.
  await expect.poll(() => rules.evaluate((text) => text === document.activeElement)).toBe(true)
  await paper.hover()
  const box = await paper.boundingBox()
  if (!box) throw new Error('there is nowhere to sign')
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const
  await page.mouse.move(...at(0.2, 0.5))
  await page.mouse.down()
  for (const [x, y] of [
    [0.3, 0.2],
    [0.4, 0.8],
    [0.5, 0.3],
    [0.6, 0.6],
  ] as const)
    await page.mouse.move(...at(x, y), { steps: 4 })
  await page.mouse.up()
}

async function topUp(page: Page): Promise<void> {
  await page.getByRole('tab', { name: '储值' }).click()
  await page.getByRole('button', { name: /1,?000.*送.*150/ }).click()
  await totals(page, '￥1,000.00')
  await bill(page).getByText('送赠金 ￥150.00').waitFor()
  await page.getByRole('button', { name: /收款/ }).click()
  await payment(page).getByRole('button', { name: '打开协议' }).click()
  await sign(page)
  await page.getByRole('dialog').getByRole('button', { name: '顾客已阅读并同意' }).click()
  await payment(page).getByRole('button', { name: '现金' }).click()
  await payment(page).getByRole('button', { name: '完成收款' }).click()
  await sold(page)
  await shows(figure(page.locator('main'), '储值'), '￥0.00', '￥1,000.00')
  await shows(figure(page.locator('main'), '赠金'), '￥0.00', '￥150.00')
  await next(page)
}

async function sellPass(page: Page): Promise<void> {
  await find(page, '8000', '王雅丽')
  await page.getByRole('tab', { name: '次卡' }).click()
  await page.getByRole('button', { name: /总监洗剪吹10次卡/ }).click()
  await totals(page, '￥1,980.00')
  await page.getByRole('button', { name: /收款/ }).click()
  // The plan would take it from the balance; she wants to keep that.
  await payment(page).getByRole('textbox', { name: '储值' }).fill('0')
  await payment(page).getByRole('button', { name: '微信' }).click()
  await payment(page).getByRole('button', { name: '完成收款' }).click()
  await sold(page)
  await shows(figure(page.locator('main'), '微信'), '￥1,980.00')
  await next(page)
}

async function checkOut(page: Page): Promise<void> {
  await find(page, '王雅丽', '王雅丽')
  await find(page, '补染发根', '补染发根')
  await find(page, '柔润护发素', '柔润护发素')
  await find(page, '总监洗剪吹', '总监洗剪吹')
  await totals(page, '￥596.00')
  await bill(page).getByText('总监洗剪吹10次卡 · 总监洗剪吹 · 划 1 次').waitFor()

  await bill(page).getByRole('button', { name: '补染发根', exact: true }).click()
  await bill(page).getByRole('button', { name: '优惠', exact: true }).click()
  const discount = page.getByRole('dialog', { name: '优惠' })
  await discount.getByLabel('打几折（如 8.8）').fill('8')
  await discount.getByRole('button', { name: '使用优惠' }).click()
  await totals(page, '￥540.00')

  await page.getByRole('button', { name: /收款/ }).click()
  await payment(page).getByText('划卡 1 次 + 储值 ￥342.00').waitFor()
  await payment(page).getByRole('textbox', { name: '储值' }).fill('200')
  await payment(page).getByRole('button', { name: '现金' }).click()
  await payment(page).getByRole('textbox', { name: '收到现金' }).fill('200')
  await payment(page).getByText('优惠 20%，超出您的权限').waitFor()
  await payment(page).getByRole('button', { name: '请人授权' }).first().click()
  await approve(page)
  await shows(figure(payment(page), '找零'), '￥58.00')
  await payment(page).getByRole('button', { name: '完成收款' }).click()
  await sold(page)
  await shows(figure(page.locator('main'), '次卡'), '￥198.00')
  await next(page)
}

/** The owner comes over and types the PIN that nobody else knows. */
async function approve(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '需要另一位同事授权' })
  await dialog.getByText(OWNER.name).waitFor()
  await dialog.getByLabel('授权 PIN').fill('0000')
  await dialog.getByRole('button', { name: '授权', exact: true }).click()
  await dialog.getByRole('alert').waitFor()
  await dialog.getByLabel('授权 PIN').fill(OWNER.pin)
  await dialog.getByRole('button', { name: '授权', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

async function openLastTicket(page: Page): Promise<void> {
  await page.getByRole('link', { name: '单据' }).click()
  await page.getByRole('table', { name: '单据' }).getByRole('row').filter({ hasText: '￥540.00' }).click()
}

async function refundProduct(page: Page): Promise<void> {
  await openLastTicket(page)
  await page.getByText('手动优惠：老客优惠 · 林云 授权').waitFor()
  await page.getByRole('button', { name: '退款', exact: true }).click()
  await page.getByRole('button', { name: '多退一个 柔润护发素 300ml' }).click()
  await page.getByText('退货', { exact: true }).click()
  await page.getByRole('button', { name: /核对并退款/ }).click()
  const dialog = page.getByRole('dialog', { name: '核对无误就退款' })
  await shows(figure(dialog, '柔润护发素 300ml × 1'), '￥118.00')
  await shows(figure(dialog, '现金退回'), '￥48.99')
  await dialog.getByRole('button', { name: '确认退款 ￥118.00' }).click()
  await page.getByRole('heading', { name: /退款单/ }).waitFor()
}

async function refundRest(page: Page): Promise<void> {
  await openLastTicket(page)
  await page.getByRole('button', { name: '退款', exact: true }).click()
  await page.getByRole('button', { name: '全部退', exact: true }).click()
  await page.getByText('客人不满意', { exact: true }).click()
  await page.getByText('超过您的权限，下一步请另一位同事输入 PIN 授权。').waitFor()
  await page.getByRole('button', { name: /核对并退款/ }).click()
  await approve(page)
  const dialog = page.getByRole('dialog', { name: '核对无误就退款' })
  await shows(figure(dialog, '现金退回'), '￥93.01')
  await dialog.getByText('退回本金').waitFor()
  await dialog.getByText('退回赠金').waitFor()
  await dialog.getByText('+1 次').waitFor()
  await dialog.getByRole('button', { name: '确认退款 ￥422.00' }).click()
  await page.getByRole('heading', { name: /退款单/ }).waitFor()
}

async function owns(page: Page, expected: Record<string, string>): Promise<void> {
  await page.getByRole('link', { name: '会员', exact: true }).click()
  await page.getByRole('row').filter({ hasText: '王雅丽' }).click()
  await reads(page.getByRole('tabpanel', { name: '资产' }), expected)
}

/** The report of what the shop owes, read afresh. */
async function owes(page: Page, expected: Record<string, string>): Promise<void> {
  await page.goto('/reports/liability')
  await reads(page.locator('main'), expected)
}
