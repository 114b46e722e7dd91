/** A household as it is lived: who may use whose card, how much of it, and who did. */
import { randomUUID } from 'node:crypto'
import { answer, type Cart } from '@yunbin/api-client'
import { beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../src/lib/ids.ts'
import { find, payment, signIn, sold } from './acts.ts'
import { openShopfront } from './browser.ts'
import { foundShop, OWNER, type Shop } from './shop.ts'

const shopfront = openShopfront()
let shop: Shop
beforeAll(async () => {
  shop = await foundShop(shopfront.url)
})

async function ownerAt(address: string) {
  const page = await shopfront.page()
  await signIn(page, OWNER)
  await page.goto(address)
  return page
}

/** The daughter's cut, paid from her mother's balance. */
async function cutOn(mother: string, daughter: string): Promise<void> {
  const { id, priceFen } = await shop.item('资深洗剪吹')
  const cart: Cart = {
    storeId: shop.storeId,
    memberId: daughter,
    lines: [{ key: 'l1', kind: 'service', itemId: id }],
    tenders: [{ kind: 'stored_value', memberId: mother, amountFen: priceFen ?? 0 }],
  }
  const { quoteHash } = await answer(shop.api.POST('/api/quotes', { body: cart }))
  await answer(
    shop.api.POST('/api/tickets/{ticketId}/completion', {
      params: { path: { ticketId: uuidv7() } },
      headers: { 'Idempotency-Key': randomUUID() },
      body: { cart, quoteHash },
    }),
  )
}

test('an owner takes somebody in within a limit, sees what they used, and pauses the sharing', async () => {
  const mother = await shop.enrol('王雅丽', '13900137001')
  await shop.topUp(mother, 1000)
  const daughter = await shop.enrol('单小云', '13900137002')
  const page = await ownerAt(`/members/${mother}?tab=family`)
  await page.getByRole('button', { name: '以这位会员为户主新建' }).click()
  await page.getByRole('combobox', { name: '添加家庭成员' }).fill('13900137002')
  await page.locator('.ant-select-item-option', { hasText: '单小云' }).click()
  const row = page.getByRole('listitem').filter({ hasText: '单小云' })
  await row.getByRole('button', { name: '限额' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('每月最多用储值').fill('400')
  await form.getByRole('button', { name: /保\s?存/ }).click()
  await row.getByText('每月储值 ￥400.00').waitFor()
  await page.getByText('家人还没有用过户主的卡').waitFor()

  await cutOn(mother, daughter)
  await page.reload()
  const uses = page.getByRole('region', { name: '谁用了' })
  await uses.getByText('单小云 用了 王雅丽 的卡').waitFor()
  await page.getByRole('tab', { name: '流水' }).click()
  await page.getByText('由 单小云 使用').first().waitFor()
  await page.goto(`/members/${daughter}?tab=timeline`)
  await page.getByText('用 王雅丽 的').waitFor()

  await page.goto(`/members/${mother}?tab=family`)
  await page.getByRole('button', { name: '暂停共享' }).click()
  await page.getByText('已暂停共享').waitFor()
  await expect(cutOn(mother, daughter)).rejects.toMatchObject({ code: 'household_stopped' })
  await page.getByRole('button', { name: '恢复共享' }).click()
  await page.getByText('已暂停共享').waitFor({ state: 'detached' })
})

test('at the desk a daughter uses her mother’s pass and, within her limit, her balance', async () => {
  const mother = await shop.enrol('林婉', '13900137005')
  await shop.topUp(mother, 1000)
  const { items } = await shop.catalog()
  const pass = items.find((i) => i.kind === 'pass' && i.pass !== null && !i.pass.isUnlimited && i.pass.components.length === 1)
  const care = items.find((i) => i.id === pass?.pass?.components[0]?.serviceItemId)
  if (!pass || !care) throw new Error('the shop sells no pass of one service')
  await shop.sell(mother, [{ key: 'l1', kind: 'pass', itemId: pass.id }], pass.priceFen ?? 0)
  const daughter = await shop.enrol('林小婉', '13900137006')
  const { id } = await answer(shop.api.POST('/api/households', { body: { ownerId: mother } }))
  await answer(
    shop.api.POST('/api/households/{householdId}/members', {
      params: { path: { householdId: id } },
      body: { memberId: daughter, dailyLimitFen: 5_000 },
    }),
  )
  const page = await ownerAt('/desk')
  await find(page, '13900137006', '林小婉')
  await find(page, care.name, care.name)
  await find(page, '资深洗剪吹', '资深洗剪吹')
  await page.getByRole('button', { name: /收款/ }).click()
  await payment(page).getByText(`${care.name}：可以用 林婉 的`).waitFor()
  await payment(page).getByRole('button', { name: '划这张' }).click()
  await payment(page).getByRole('button', { name: '划这张' }).waitFor({ state: 'detached' })
  await payment(page).getByText('林婉 共享的储值可以付 ￥50.00').waitFor()
  await payment(page).getByRole('button', { name: '用这笔' }).click()
  await payment(page).getByText('储值 · 林婉').waitFor()
  await payment(page).getByRole('button', { name: /微信/ }).click()
  await payment(page).getByRole('button', { name: '完成收款' }).click()
  await sold(page)
  const household = await answer(shop.api.GET('/api/households/{householdId}/uses', { params: { path: { householdId: id }, query: {} } }))
  expect(household.items.map((u) => [u.usedFen, u.usedSessions])).toEqual([[5_000, 1]])
})

test('the brand says how much where nobody else did', async () => {
  const page = await ownerAt('/settings?tab=cards')
  await page.getByLabel('每人每天').fill('50')
  await page
    .locator('form')
    .filter({ has: page.getByLabel('每人每天') })
    .getByRole('button', { name: /保\s?存/ })
    .click()
  // Nothing is left to save.
  await page
    .locator('form')
    .filter({ has: page.getByLabel('每人每天') })
    .locator('button[type=submit]:disabled:not(.ant-btn-loading)')
    .waitFor()
  const mother = await shop.enrol('秦岚', '13900137003')
  await shop.topUp(mother, 500)
  const daughter = await shop.enrol('秦小岚', '13900137004')
  const { id } = await answer(shop.api.POST('/api/households', { body: { ownerId: mother } }))
  await answer(
    shop.api.POST('/api/households/{householdId}/members', { params: { path: { householdId: id } }, body: { memberId: daughter } }),
  )
  await expect(cutOn(mother, daughter)).rejects.toMatchObject({ code: 'household_limit', params: { limit: 5_000, left: 5_000 } })
})
