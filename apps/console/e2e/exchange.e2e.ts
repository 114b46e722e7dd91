/** Exchanging goods: one for something dearer with the difference in cash, by a cashier who needs consent; one for something cheaper. */
import { answer, type Cart } from '@yunbin/api-client'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { uuidv7 } from '../src/lib/ids.ts'
import { figure, shows, signIn } from './acts.ts'
import { openShopfront } from './browser.ts'
import { foundShop, OWNER, type Shop, shopOf } from './shop.ts'

const shopfront = openShopfront()

test('a bottle comes back and a dearer one goes out; both papers tell of it, and it can be exchanged once more', async () => {
  const shop = await foundShop(shopfront.url)
  const goods = await makeGoods(shop)
  const cashier = await shop.hire('小雯', 'cashier', 'xiaowen')
  await tighten(shop)
  const ticketId = await shop.sell(null, [{ key: 'l1', kind: 'product', itemId: goods.cream, quantity: 2 }], 20_000)
  const page = await shopfront.page()
  await signIn(page, cashier)

  await page.goto(`/tickets/${ticketId}`)
  await page.getByRole('link', { name: '换货' }).click()
  await page.getByRole('heading', { name: /^换货 / }).waitFor()
  await page.getByRole('button', { name: '多退一个 护手霜' }).click()
  await page.getByText('商品完好，放回库存').click()
  await take(page, '精华', '精华油')
  await shows(figure(sheet(page), '退回合计'), '￥88.00')
  await shows(figure(sheet(page), '新单合计'), '￥120.50')
  await shows(figure(sheet(page), '退回的钱抵新单'), '￥88.00')
  await page.getByRole('button', { name: '请选择付款方式' }).waitFor()
  await difference(page).getByRole('button', { name: '现金' }).click()
  await page.getByLabel('收到现金').fill('50')
  await shows(figure(sheet(page), '找零'), '￥17.50')
  await complete(page, true)

  await page.getByRole('heading', { name: '换货完成' }).waitFor()
  await shows(figure(page.locator('main'), '客人补差价'), '￥32.50')
  await shows(figure(page.locator('main'), '找零'), '￥17.50')
  await page.getByRole('link', { name: '回到原单' }).click()
  await page.getByRole('link', { name: /退款单 .* 换货/ }).click()
  await page.getByText('已回库').waitFor()
  await page.getByRole('link', { name: /换货：换成了/ }).click()
  await page.getByRole('link', { name: /换货：这些是用/ }).waitFor()

  // What was taken instead comes back for something cheaper: the rest goes back the way it came.
  await page.getByRole('link', { name: '换货', exact: true }).click()
  await page.getByRole('button', { name: '多退一个 精华油' }).click()
  await take(page, 'fj', '发夹')
  await shows(figure(sheet(page), '新单合计'), '￥15.00')
  await shows(figure(sheet(page), '现金退给客人'), '-￥105.50')
  await complete(page, true)
  await shows(figure(page.locator('main'), '退给客人'), '￥105.50')
  await page
    .getByRole('img', { name: /退款单|小票/ })
    .first()
    .waitFor()
  expect(shopfront.complaints).toEqual([])
}, 180_000)

test('a member pays the difference from her balance with her PIN, the rest by a deposit, WeChat and cash', async () => {
  const shop = await shopOf(shopfront.url)
  const goods = await makeGoods(shop)
  await answer(shop.api.POST('/api/items', { body: { kind: 'product', name: '鱼子精华', priceFen: 70_000 } }))
  const memberId = await shop.enrol('顾横波', '13900139021')
  await shop.topUp(memberId, 1000)
  await answer(
    shop.api.PUT('/api/members/{memberId}/pin', { params: { path: { memberId } }, body: { storeId: shop.storeId, pin: MEMBER_PIN } }),
  )
  const kept: Cart['lines'] = [{ key: 'd', kind: 'deposit', amountFen: 5_000, deposit: { kind: 'advance', purpose: '新娘造型' } }]
  await shop.sell(memberId, kept, 5_000)
  const ticketId = await shop.sell(memberId, [{ key: 'l1', kind: 'product', itemId: goods.cream }], 8_800)
  const page = await shopfront.page()
  await signIn(page, OWNER)
  await page.goto(`/exchanges/${ticketId}`)
  await page.getByRole('button', { name: '多退一个 护手霜' }).click()
  await take(page, '鱼子', '鱼子精华')
  // Of 612.00 the balance pays as much as she wants; what is left is shared among three others, two of them chosen by keys.
  await shows(figure(sheet(page), '退回的钱抵新单'), '￥88.00')
  await difference(page).getByText('这位会员有订金 ￥50.00 可以抵').waitFor()
  await difference(page).getByRole('textbox', { name: '储值' }).fill('520')
  await difference(page).getByRole('button', { name: '用订金' }).first().click()
  await page
    .getByRole('dialog', { name: '用订金' })
    .getByRole('button', { name: /新娘造型/ })
    .click()
  await shows(figure(sheet(page), '订金抵扣'), '￥50.00')
  await page.keyboard.press('Alt+2')
  await difference(page).getByRole('textbox', { name: '微信' }).fill('30')
  await page.getByRole('button', { name: '请选择付款方式' }).waitFor()
  await page.keyboard.press('Alt+1')
  await shows(figure(sheet(page), '现金付'), '￥12.00')
  await page.getByRole('button', { name: '核对并换货' }).click()
  const pin = page.getByRole('dialog', { name: '请会员输入支付密码' })
  await shows(pin, '￥520.00')
  await pin.getByLabel('支付密码').fill('000000')
  await pin.getByRole('button', { name: '确认' }).click()
  await pin.getByText('支付密码不对').waitFor()
  await pin.getByLabel('支付密码').fill(MEMBER_PIN)
  await pin.getByRole('button', { name: '确认' }).click()
  await page.getByRole('dialog', { name: '核对无误就换货' }).getByRole('button', { name: '确认换货' }).click()
  await page.getByRole('heading', { name: '换货完成' }).waitFor()
  await shows(figure(page.locator('main'), '客人补差价'), '￥42.00')
  const { tenders } = await newest(shop, memberId)
  expect(tenders.map((t) => [t.kind, t.amountFen])).toEqual([
    ['exchange', 8_800],
    ['deposit', 5_000],
    ['stored_value', 52_000],
    ['wechat', 3_000],
    ['cash', 1_200],
  ])
  expect(shopfront.complaints).toEqual([])
}, 180_000)

test('what a deposit had paid comes back to it, and pays for the other thing at one press', async () => {
  const shop = await shopOf(shopfront.url)
  const goods = await makeGoods(shop)
  const memberId = await shop.enrol('卞玉京', '13900139022')
  const kept: Cart['lines'] = [{ key: 'd', kind: 'deposit', amountFen: 8_800, deposit: { kind: 'advance', purpose: '试妆' } }]
  await shop.sell(memberId, kept, 8_800)
  const depositId = (await newest(shop, memberId)).lines[0]?.id ?? ''
  const ticketId = await payByDeposit(shop, memberId, goods.cream, depositId)
  const page = await shopfront.page()
  await signIn(page, OWNER)
  await page.goto(`/exchanges/${ticketId}`)
  await page.getByRole('button', { name: '多退一个 护手霜' }).click()
  await take(page, '精华油', '精华油')
  await shows(figure(sheet(page), '退回订金'), '-￥88.00')
  const offer = difference(page).getByText('「试妆」的 ￥88.00 退回来了，可以接着抵')
  await offer.waitFor()
  await difference(page).getByRole('button', { name: '用订金' }).first().click()
  await offer.waitFor({ state: 'detached' })
  await shows(figure(sheet(page), '订金抵扣'), '￥88.00')
  await difference(page).getByRole('button', { name: '银行卡' }).click()
  await shows(figure(sheet(page), '银行卡付'), '￥32.50')
  await complete(page, false)
  await shows(figure(page.locator('main'), '客人补差价'), '￥32.50')
  const { tenders } = await newest(shop, memberId)
  expect(tenders.map((t) => [t.kind, t.sourceId, t.amountFen])).toEqual([
    ['deposit', depositId, 8_800],
    ['bank_card', null, 3_250],
  ])
  expect(shopfront.complaints).toEqual([])
}, 120_000)

async function payByDeposit(shop: Shop, memberId: string, itemId: string, depositId: string): Promise<string> {
  const ticketId = uuidv7()
  const lines: Cart['lines'] = [{ key: 'l1', kind: 'product', itemId }]
  const cart: Cart = { storeId: shop.storeId, memberId, lines, tenders: [{ kind: 'deposit', depositId }] }
  const { quoteHash } = await answer(shop.api.POST('/api/quotes', { body: cart }))
  const params = { path: { ticketId } }
  const headers = { 'Idempotency-Key': uuidv7() }
  await answer(shop.api.POST('/api/tickets/{ticketId}/completion', { params, headers, body: { cart, quoteHash } }))
  return ticketId
}

const MEMBER_PIN = '135790'

async function newest(shop: Shop, memberId: string) {
  const query = { storeId: shop.storeId, memberId, state: 'completed' as const }
  const [ticket] = (await answer(shop.api.GET('/api/tickets', { params: { query } }))).items
  return answer(shop.api.GET('/api/tickets/{ticketId}', { params: { path: { ticketId: ticket?.id ?? '' } } }))
}

/** Nobody's own goods: a cream, an oil that is dearer, a clip that is cheaper. */
async function makeGoods(shop: Shop) {
  const make = async (name: string, priceFen: number) =>
    (await answer(shop.api.POST('/api/items', { body: { kind: 'product', name, priceFen } }))).id
  return { cream: await make('护手霜', 8_800), oil: await make('精华油', 12_050), clip: await make('发夹', 1_500) }
}

/** Cashiers may take back no more than 50.00 alone. */
async function tighten(shop: Shop): Promise<void> {
  const { version, roleLimits } = await answer(shop.api.GET('/api/settings'))
  const body = {
    roleLimits: roleLimits.map(({ role, discountBp, refundFen }) => ({
      role,
      discountBp,
      refundFen: role === 'cashier' ? 5_000 : refundFen,
    })),
  }
  await answer(shop.api.PATCH('/api/settings', { body, headers: { 'If-Match': `"${version}"` } }))
}

const sheet = (page: Page) => page.locator('aside')
const difference = (page: Page) => page.getByRole('region', { name: '新单怎么付' })

/** Types into the search of goods and takes what it finds first, without the mouse. */
async function take(page: Page, typed: string, name: string): Promise<void> {
  const find = page.getByRole('combobox', { name: '找商品' })
  await find.focus()
  await find.pressSequentially(typed)
  await page.locator('.ant-select-item-option-active').filter({ hasText: name }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: `多换一个 ${name}` }).waitFor()
}

async function complete(page: Page, asksColleague: boolean): Promise<void> {
  await page.getByRole('button', { name: '核对并换货' }).click()
  if (asksColleague) {
    const approval = page.getByRole('dialog', { name: '需要另一位同事授权' })
    await approval.getByText(OWNER.name).waitFor()
    await approval.getByLabel('授权 PIN').fill(OWNER.pin)
    await approval.getByRole('button', { name: '授权', exact: true }).click()
  }
  await page.getByRole('dialog', { name: '核对无误就换货' }).getByRole('button', { name: '确认换货' }).click()
  await page.getByRole('heading', { name: '换货完成' }).waitFor()
}
