/** Cards at the counter: issued, lost, re-issued and found by the old number; the PIN at the desk; a transfer; a gift card sold and spent. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { bill, find, finder, next, payment, scan, signIn, sold, totals } from './acts.ts'
import { openShopfront } from './browser.ts'
import { foundShop, OWNER, type Shop } from './shop.ts'

const shopfront = openShopfront()
const PIN = '402917'

test('a card is lost and found by its old number, the PIN guards what it pays, and a gift card is worth its code', async () => {
  const shop = await foundShop(shopfront.url)
  const memberId = await shop.enrol('李小云', '13800138001')
  await shop.enrol('王晓', '13900139002')
  await shop.topUp(memberId, 1000)
  const page = await shopfront.page()
  await signIn(page, OWNER)

  const [old, fresh] = await issueLoseReplace(page, memberId)
  await setPin(page)
  await findsByOldNumber(page, old, fresh)
  await paysWithPin(page, shop)
  await transfers(page, memberId)
  await giftCard(page, shop)
  expect(shopfront.complaints).toEqual([])
}, 180_000)

async function issueLoseReplace(page: Page, memberId: string): Promise<[string, string]> {
  await page.goto(`/members/${memberId}?tab=cards`)
  await page.getByText('还没有会员卡').waitFor()
  await page.getByRole('button', { name: '发卡' }).click()
  await page.getByRole('dialog', { name: '发会员卡' }).getByRole('button', { name: '发卡' }).click()
  const cards = page.getByRole('listitem').filter({ has: page.locator('strong') })
  const first = cards.filter({ hasText: '使用中' })
  await first.waitFor()
  const old = (await first.locator('strong').innerText()).replaceAll(' ', '')

  await first.getByRole('button', { name: '挂失' }).click()
  const lost = page.getByRole('dialog', { name: '挂失会员卡' })
  await lost.getByRole('button', { name: '挂失' }).click()
  await lost.getByText('请填写').waitFor()
  await lost.getByLabel('原因').fill('出租车上')
  await lost.getByRole('button', { name: '挂失' }).click()
  await page.getByText('会员卡已挂失止付').waitFor()

  await cards.filter({ hasText: '已挂失' }).getByRole('button', { name: '补卡' }).click()
  const again = page.getByRole('dialog', { name: '补卡' })
  await again.getByLabel('原因').fill('遗失补卡')
  await again.getByRole('button', { name: '补发新卡' }).click()
  await cards.filter({ hasText: '旧卡号' }).waitFor()
  await expect.poll(() => page.getByText('会员卡已挂失止付').count(), { timeout: 20_000 }).toBe(0)
  const number = (await cards.filter({ hasText: '使用中' }).locator('strong').innerText()).replaceAll(' ', '')
  expect(number).not.toBe(old)
  return [old, number]
}

async function setPin(page: Page): Promise<void> {
  await page.getByRole('button', { name: '设置支付密码' }).click()
  const dialog = page.getByRole('dialog', { name: '设置支付密码' })
  await dialog.getByLabel('新密码').fill(PIN)
  await page.keyboard.press('Enter')
  await dialog.getByLabel('再输一次').fill(PIN)
  await page.keyboard.press('Enter')
  await page.getByText('已设置').waitFor()
}

async function findsByOldNumber(page: Page, old: string, fresh: string): Promise<void> {
  await page.goto(`/members?q=${old}`)
  await page
    .getByRole('row')
    .filter({ hasText: `旧卡号 ${old}` })
    .waitFor()
  await page.goto('/desk')
  await finder(page).pressSequentially(fresh)
  await page
    .getByRole('option')
    .filter({ hasText: `卡号 ${fresh}` })
    .waitFor()
  await finder(page).fill('')
  await find(page, old, `旧卡号 ${old}`)
  await bill(page).getByText('李小云').waitFor()
}

/** A perm is more than the threshold: the pad appears, a wrong PIN is refused, the right one completes the sale by itself. */
async function paysWithPin(page: Page, shop: Shop): Promise<void> {
  const { items } = await shop.catalog()
  const dear = items.find((i) => i.kind === 'service' && (i.priceFen ?? 0) > 50_000)
  if (!dear) throw new Error('the shop has nothing dear')
  await find(page, dear.name, dear.name)
  await page.keyboard.press('F10')
  await payment(page)
    .getByRole('button', { name: /请会员输入支付密码/ })
    .click()
  const dialog = page.getByRole('dialog', { name: '请会员输入支付密码' })
  await dialog.getByLabel('支付密码').fill('13')
  await scan(page, '690123')
  await page.getByText('刚才是扫码，没有当作 PIN').waitFor()
  expect(await dialog.getByLabel('支付密码').inputValue()).toBe('13')
  expect(await dialog.getByRole('alert').count()).toBe(0)
  await dialog.getByLabel('支付密码').fill('135791')
  await page.keyboard.press('Enter')
  await dialog.getByText('支付密码不对').waitFor()
  for (const digit of PIN) await dialog.getByRole('button', { name: digit, exact: true }).click()
  await dialog.getByRole('button', { name: '确认' }).click()
  await sold(page)
  await next(page)
}

async function transfers(page: Page, memberId: string): Promise<void> {
  await page.goto(`/members/${memberId}?tab=cards`)
  await page.getByRole('button', { name: '过户', exact: true }).click()
  const form = page.getByRole('dialog', { name: '过户' })
  await form.getByRole('combobox', { name: '转给哪位会员' }).pressSequentially('王晓')
  await page.getByTitle(/王晓/).click()
  await form.getByText('只转一部分').click()
  await form
    .getByLabel(/转让数量/)
    .first()
    .fill('50')
  await form.getByText('转让价值').waitFor()
  await form.getByLabel('原因').fill('转给朋友')
  await form.getByRole('button', { name: '确认过户' }).click()
  await page.getByRole('heading', { name: /^过户通知单 T/ }).waitFor()
  await page.getByText('部分转让').waitFor()
  await page.getByText('转给朋友').waitFor()
}

async function giftCard(page: Page, shop: Shop): Promise<void> {
  await page.goto('/gift-cards')
  await page.getByRole('button', { name: '卖礼品卡' }).click()
  const dialog = page.getByRole('dialog', { name: '卖礼品卡' })
  await dialog.getByLabel('金额').fill('200')
  await dialog.getByRole('button', { name: '去收银台收款' }).click()
  await totals(page, '￥200.00')
  await page.keyboard.press('F10')
  await payment(page).getByRole('button', { name: /现金/ }).click()
  await payment(page)
    .getByRole('button', { name: /完成收款/ })
    .click()
  await sold(page)
  await page.getByRole('button', { name: '显示卡密' }).click()
  const code = await page.getByText(/^G[0-9A-Z]{3}(-[0-9A-Z]{4}){3}$/).innerText()
  await next(page)

  // Spent by its code: the desk knows it, nobody types it twice.
  await finder(page).fill(code)
  await page.keyboard.press('Enter')
  await bill(page)
    .getByText(/^G\d{6}/)
    .first()
    .waitFor()
  const { items } = await shop.catalog()
  const cheap = items.find((i) => i.kind === 'service' && (i.priceFen ?? 0) > 0 && (i.priceFen ?? 0) < 20_000)
  if (!cheap) throw new Error('the shop has nothing that cheap')
  await find(page, cheap.name, cheap.name)
  await page.keyboard.press('F10')
  await payment(page)
    .getByRole('button', { name: /验证礼品卡/ })
    .click()
  await sold(page)
}
