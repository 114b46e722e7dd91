/** Deposits at the counter: taken of somebody nobody knows and of a member, used, given back, kept with a colleague's consent. */
import { answer } from '@yunbin/api-client'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { bill, figure, find, finder, payment, shows, signIn, sold, totals } from './acts.ts'
import { openShopfront } from './browser.ts'
import { type Account, foundShop, OWNER, type Shop } from './shop.ts'

const shopfront = openShopfront()
let shop: Shop
let cashier: Account
beforeAll(async () => {
  shop = await foundShop(shopfront.url)
  cashier = await shop.hire('小雯', 'cashier', 'xiaowen')
})

/** A day near enough to be marked, by the clock of the browser. */
function dayIn(days: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(Date.now() + days * 86_400_000))
}

const asked = (page: Page) => page.getByRole('dialog', { name: '收订金' })
const list = (page: Page) => page.getByRole('table', { name: '订金' })
const tile = (page: Page, name: string) => page.getByRole('region', { name: '合计' }).locator('div').filter({ hasText: name })

/** Pays what lies on the desk in cash, to the fen. */
async function payCash(page: Page, total: string): Promise<void> {
  await totals(page, total)
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: '现金' }).click()
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
  await sold(page)
}

async function openDeposit(page: Page, who: string): Promise<void> {
  await page.goto('/deposits')
  await list(page).getByRole('row').filter({ hasText: who }).click()
  await page.getByRole('heading', { name: '经过' }).waitFor()
}

test('one of somebody nobody knows: asked for in words, on paper, on the list, and given back in part', async () => {
  const page = await shopfront.page()
  await signIn(page, cashier)
  await page.goto('/deposits')
  await page.getByText('现在没有未用的订金').waitFor()
  await page.getByRole('link', { name: '收订金' }).first().click()
  await asked(page).getByLabel('姓名').fill('钟意')
  await asked(page).getByRole('button', { name: '放到账单' }).click()
  await asked(page).getByText('请写明为什么收').waitFor()
  await asked(page).getByText('请填写金额').waitFor()
  await asked(page).getByLabel('手机（选填）').fill('13800138024')
  await asked(page).getByRole('button', { name: '新娘造型' }).click()
  await asked(page).getByLabel('约定日子（选填）').fill(dayIn(3))
  await asked(page).getByLabel('这次收').fill('300')
  await page.keyboard.press('Enter')
  await bill(page).getByText('新娘造型').waitFor()
  await bill(page)
    .getByText(new RegExp(`订金，可退 · ${dayIn(3)} · 钟意`))
    .waitFor()
  // Their name is not left lying in a held bill; it is said before anything is sent.
  await page.keyboard.press('F8')
  const held = page.getByRole('dialog', { name: '挂单' })
  await held.getByText(/不能挂单/).waitFor()
  await expect.poll(() => held.getByRole('button', { name: /挂/ }).last().isDisabled(), { timeout: 20_000 }).toBe(true)
  await page.keyboard.press('Escape')
  await held.waitFor({ state: 'hidden' })
  // Mistyped: the line is opened again and says what it said.
  await bill(page).getByRole('button', { name: '修改' }).click()
  await asked(page).getByLabel('这次收').fill('200')
  await asked(page).getByRole('button', { name: '保存修改' }).click()
  await payCash(page, '￥200.00')

  await page.goto('/deposits')
  await shows(tile(page, '未用订金').first(), '￥200.00')
  const row = list(page).getByRole('row').filter({ hasText: '钟意' })
  await row.getByText('138****8024').waitFor()
  await row
    .getByText(/还有 [234] 天/)
    .filter({ visible: true })
    .waitFor()
  await page.getByLabel('查找订金').fill('zhongyi')
  await page.waitForURL(/q=zhongyi/)
  await row.click()
  await page.getByRole('button', { name: '显示完整号码' }).click()
  await page.getByRole('link', { name: '13800138024' }).waitFor()
  expect(await page.getByRole('button', { name: '没收' }).count()).toBe(0)

  // Given back: an amount, never pieces. First a part; more than is left is said at once.
  await page.getByRole('link', { name: '退还' }).click()
  const amount = page.getByLabel('退多少：新娘造型')
  await expect.poll(() => amount.inputValue(), { timeout: 20_000 }).toBe('200')
  await amount.fill('200.01')
  await page.getByText('最多可退 ￥200.00').waitFor()
  await amount.fill('50.50')
  await shows(page.getByRole('complementary').getByRole('button', { name: /核对/ }), '￥50.50')
  await page.getByRole('radio', { name: '没有做' }).click()
  await page.getByRole('button', { name: /核对/ }).click()
  await page.getByRole('button', { name: '确认退款 ￥50.50' }).click()
  await page.getByRole('heading', { name: /^退款单 R/ }).waitFor()
  expect(await page.getByText('× 5050').count()).toBe(0)
  await openDeposit(page, '钟意')
  await shows(figure(page.locator('main'), '还剩'), '￥149.50')
  await shows(figure(page.locator('main'), '已退还'), '-￥50.50')

  // What is left pays a bill of nobody known; the desk finds it by the name that was left.
  await startBill(page, '散客')
  await payByDeposit(page, /订金 · 新娘造型.*钟意 · 138\*{4}8024/)
  await openDeposit(page, '钟意')
  await shows(figure(page.locator('main'), '还剩'), '￥101.50')
  await shows(page.locator('ol > li').last(), '-￥48.00')
  expect(shopfront.complaints).toEqual([])
}, 120_000)

test('one of a member pays a later bill; what is left stands on the member’s page and goes back whole', async () => {
  const memberId = await shop.enrol('王雅丽', '13600136001')
  const page = await shopfront.page()
  await signIn(page, cashier)
  await page.goto('/desk')
  await finder(page).waitFor()
  await find(page, '王雅丽', '王雅丽')
  await bill(page).getByText('王雅丽').waitFor()
  await page.keyboard.press('Alt+KeyT')
  await asked(page).getByText('王雅丽').waitFor()
  expect(await asked(page).getByLabel('姓名').count()).toBe(0)
  await asked(page).getByLabel('用途').fill('接发')
  await asked(page).getByLabel('这次收').fill('500')
  await asked(page).getByRole('button', { name: '放到账单' }).click()
  await payCash(page, '￥500.00')
  const [taken] = (await deposits('接发')).items
  expect(taken).toMatchObject({ memberId, openFen: 50_000, contactName: null })

  // The day has come: from the deposit to the desk, and there it pays a wash, as the panel itself reminds.
  await openDeposit(page, '王雅丽')
  await startBill(page, '王雅丽')
  await shows(bill(page).getByTitle('订金'), '￥500.00')
  await payment(page).getByText('这位会员有订金 ￥500.00 可以抵').waitFor()
  await payByDeposit(page, /订金 · 接发/)
  await page.goto(`/members/${memberId}`)
  const own = page.getByRole('link', { name: /接发/ })
  await shows(own, '￥452.00')
  await own.click()
  await shows(figure(page.locator('main'), '已抵扣'), '-￥48.00')
  await page.getByRole('link', { name: '退还' }).click()
  await expect.poll(() => page.getByLabel('退多少：接发').inputValue(), { timeout: 20_000 }).toBe('452')
  await page.getByRole('radio', { name: '没有做' }).click()
  await page.getByRole('button', { name: /核对/ }).click()
  // More than a cashier gives back alone.
  await approve(page)
  await page.getByRole('button', { name: '确认退款 ￥452.00' }).click()
  await page.getByRole('heading', { name: /^退款单 R/ }).waitFor()
  await page.goto('/deposits?state=all')
  const row = list(page).getByRole('row').filter({ hasText: '王雅丽' })
  await row.getByText('已退还').waitFor()
  expect(shopfront.complaints).toEqual([])
}, 120_000)

test('at the till anybody’s deposit is found by the phone that was left, however many lie there', async () => {
  for (const n of [1, 2, 3]) {
    const contact = { name: `顾客${n}`, phone: `1390013900${n}` }
    const purpose = n === 2 ? '伴娘造型' : '定妆'
    await shop.sell(null, [{ key: 'd', kind: 'deposit', amountFen: 10_000, deposit: { kind: 'advance', purpose, contact } }], 10_000)
  }
  const page = await shopfront.page()
  await signIn(page, OWNER)
  await find(page, '资深洗剪吹', '资深洗剪吹')
  await totals(page, '￥128.00')
  await page.keyboard.press('F10')
  await payment(page).getByRole('toolbar', { name: '更多付法' }).getByRole('button', { name: '用订金' }).click()
  const dialog = page.getByRole('dialog', { name: '用订金' })
  await dialog.getByRole('textbox', { name: '找订金' }).pressSequentially('9002')
  await page.keyboard.press('Enter')
  await expect.poll(() => payment(page).getByRole('textbox', { name: '订金抵扣 · 伴娘造型' }).getAttribute('placeholder')).toBe('100.00')
})

test('earnest money is a fifth at most, and is kept with a reason and the owner’s PIN', async () => {
  const page = await shopfront.page()
  await signIn(page, cashier)
  await page.goto('/desk?take=deposit')
  await asked(page).getByLabel('姓名').fill('丁先生')
  await asked(page).getByRole('radio', { name: /^定金/ }).click()
  await asked(page).getByLabel('用途').fill('婚礼跟妆')
  await asked(page).getByLabel('约定总价').fill('2000')
  await asked(page).getByText('定金最多收 ￥400.00').waitFor()
  await asked(page).getByLabel('这次收').fill('500')
  await asked(page).getByRole('button', { name: '放到账单' }).click()
  await asked(page).getByText('最多 ￥400.00').waitFor()
  await asked(page).getByRole('button', { name: '收 ￥400.00' }).click()
  await asked(page).getByRole('button', { name: '放到账单' }).click()
  await payCash(page, '￥400.00')

  await openDeposit(page, '丁先生')
  await page.getByRole('button', { name: '没收' }).click()
  const dialog = page.getByRole('dialog', { name: '没收定金' })
  await dialog.getByRole('button', { name: '请同事授权' }).click()
  await dialog.getByText('请写明原因').waitFor()
  await dialog.getByLabel('原因').fill('没有来，电话不接')
  await dialog.getByRole('button', { name: '请同事授权' }).click()
  await page.getByText('没收 丁先生 的定金（婚礼跟妆）￥400.00').waitFor()
  await approve(page)
  // The bill that keeps it: what it is, why, and what paid it.
  await page.getByText('没收定金').first().waitFor()
  await page.getByText('没有来，电话不接').first().waitFor()
  expect(await page.getByText(/× ?40000/).count()).toBe(0)
  await page.getByRole('link', { name: '订金抵扣 · 婚礼跟妆' }).click()
  await shows(figure(page.locator('main'), '还剩'), '￥0.00')
  await shows(figure(page.locator('main'), '已没收'), '-￥400.00')
  await page.goto('/deposits')
  await page.getByRole('region', { name: '合计' }).or(page.getByText('现在没有未用的订金')).first().waitFor()
  expect(await list(page).getByText('丁先生').count()).toBe(0)
  expect((await deposits('丁先生')).totals).toEqual({ deposits: 0, openFen: 0, overdue: 0 })
  expect(shopfront.complaints).toEqual([])
}, 120_000)

/** From a deposit's page: a wash for 48.00 on the bill of whoever left it, and the payment opened. */
async function startBill(page: Page, who: string): Promise<void> {
  await page.getByRole('button', { name: '开单抵扣' }).click()
  await page.getByText(/收款时点「用订金」/).waitFor()
  await bill(page).getByText(who).waitFor()
  await find(page, '洗吹', '洗吹')
  await totals(page, '￥48.00')
  await page.keyboard.press('F10')
  await payment(page).waitFor()
}

async function payByDeposit(page: Page, name: RegExp): Promise<void> {
  await payment(page).getByRole('toolbar', { name: '更多付法' }).getByRole('button', { name: '用订金' }).click()
  await page.getByRole('dialog', { name: '用订金' }).getByRole('button', { name }).click()
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
  await sold(page)
}

async function approve(page: Page): Promise<void> {
  const approval = page.getByRole('dialog', { name: '需要另一位同事授权' })
  await approval.getByText(OWNER.name).waitFor()
  await approval.getByLabel('授权 PIN').fill(OWNER.pin)
  await approval.getByRole('button', { name: '授权', exact: true }).click()
}

function deposits(q: string) {
  return answer(shop.api.GET('/api/deposits', { params: { query: { storeId: shop.storeId, q } } }))
}
