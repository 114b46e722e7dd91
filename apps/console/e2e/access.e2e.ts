/** Who gets in, what they see there, and how they are put out. Two brands share the installation. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { finder, signIn, trySignIn } from './acts.ts'
import { openShopfront } from './browser.ts'
import { OWNER, shopOf } from './shop.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const OURS = { slug: 'ours', name: '云鬓美发' }
const THEIRS = { slug: 'theirs', name: '别家美容' }

const shopfront = openShopfront(() => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'yunbin-browser-'))
  const foundings = [OURS, THEIRS].map((brand) => ({ brand, trade: 'hair', store: { name: `${brand.name}一店` }, owner: OWNER }))
  const env = { ...process.env, YUNBIN_DATA: dataDir, DATABASE_URL: undefined }
  const made = spawnSync(process.execPath, ['apps/server/test/found-brands.ts', JSON.stringify(foundings)], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(`the brands could not be founded:\n${made.stderr}`)
  return dataDir
})

test('a wrong password is named, then the name has to wait, and the way out is said', async () => {
  const shop = await shopOf(shopfront.url, OURS.slug)
  const cashier = await shop.hire('小雯', 'cashier', 'xiaowen')
  const page = await shopfront.page()
  const alert = page.getByRole('alert')
  for (let wrong = 1; wrong <= 5; wrong += 1) {
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/session') && response.request().method() === 'POST')
    await trySignIn(page, { ...cashier, password: `guess ${wrong}` }, OURS.name)
    expect((await answered).status()).toBe(401)
    await alert.filter({ hasText: '登录名或密码不对' }).waitFor()
  }
  await trySignIn(page, cashier, OURS.name)
  await alert.filter({ hasText: '密码错误次数过多，账号已暂时锁定' }).waitFor()
  expect(await alert.innerText()).toMatch(/请等 ?\d+ ?秒钟再试，或请老板重设密码。/)

  await later(31)
  await signIn(page, cashier, OURS.name)
  await finder(page).waitFor()
})

test('a stylist sees clients without phones and without money', async () => {
  const shop = await shopOf(shopfront.url, OURS.slug)
  const stylist = await shop.hire('阿杰', 'stylist', 'ajie')
  const client = await shop.enrol('刘婷', '13900139001')
  await shop.topUp(client, 1000)
  const page = await shopfront.page()
  await signIn(page, stylist, OURS.name)

  const row = page.getByRole('row').filter({ hasText: '刘婷' })
  await row.getByText('139****9001').waitFor()
  const nav = page.getByRole('navigation', { name: '主导航' }).getByRole('link')
  expect((await nav.allInnerTexts()).map((text) => text.trim()).filter(Boolean)).toEqual(['会员', '项目商品'])
  await row.click()
  await page.getByRole('heading', { name: '刘婷' }).waitFor()
  await page.getByText('139****9001').first().waitFor()
  expect(await page.getByRole('tab').allInnerTexts()).toEqual(['时间线', '护理', '资料'])
  expect(await page.locator('body').innerText()).not.toMatch(/13900139001|￥|赠金|充值|开单/)
  for (const closed of ['/reports', '/tickets', '/desk', '/staff']) {
    await page.goto(closed)
    await page.locator('main').waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.locator('main').innerText(), closed).not.toMatch(/￥\s?\d/)
  }
})

test('a link opened before signing in is where one arrives afterwards', async () => {
  const shop = await shopOf(shopfront.url, OURS.slug)
  const client = await shop.enrol('陈晨', '13900139002')
  const page = await shopfront.page()
  await page.goto(`/members/${client}?tab=statement`)
  await page.getByRole('heading', { name: '登录' }).waitFor()
  await signIn(page, OWNER, OURS.name)
  await page.getByRole('heading', { name: '陈晨' }).waitFor()
  await page.getByRole('tab', { name: '流水', selected: true }).waitFor()
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(`/members/${client}?tab=statement`)
})

test('a device that was signed out elsewhere is told so, and keeps its bill', async () => {
  const shop = await shopOf(shopfront.url, OURS.slug)
  const cashier = await shop.hire('小敏', 'cashier', 'xiaomin')
  const lost = await shopfront.page()
  await signIn(lost, cashier, OURS.name)
  await lost
    .getByRole('button', { name: /补染发根|资深洗剪吹/ })
    .first()
    .click()
  const mine = await shopfront.page()
  await signIn(mine, cashier, OURS.name)

  await mine.goto('/account')
  const others = mine.getByRole('table', { name: '登录的设备' }).getByRole('button', { name: '退出' })
  await others.click()
  await others.waitFor({ state: 'detached' })

  await lost.getByRole('link', { name: '会员', exact: true }).click()
  await lost.getByRole('heading', { name: '登录', exact: true }).waitFor()
  await lost.getByText('登录已过期').waitFor()
  await lost.getByText('请重新登录，账单内容会保留。').waitFor()
  await signIn(lost, cashier, OURS.name)
  await lost.goto('/desk')
  await lost.getByRole('region', { name: '账单' }).getByText('资深洗剪吹').waitFor()
})

test('another brand of the same installation is not there at all', async () => {
  const ours = await shopOf(shopfront.url, OURS.slug)
  const theirs = await shopOf(shopfront.url, THEIRS.slug)
  const cashier = await ours.hire('小琳', 'cashier', 'xiaolin')
  const stranger = await theirs.enrol('周外人', '13900139003')
  const bill = await theirs.sell(null, [{ key: 'l1', kind: 'service', itemId: (await theirs.item('新娘造型')).id }], 128_000)
  await ours.sell(null, [{ key: 'l1', kind: 'service', itemId: (await ours.item('洗吹')).id }], 4_800)
  const page = await shopfront.page()

  await trySignIn(page, cashier, THEIRS.name)
  await page.getByRole('alert').filter({ hasText: '登录名或密码不对' }).waitFor()
  await signIn(page, cashier, OURS.name)
  await page.goto('/members?q=13900139003')
  await page.getByText('没有找到这样的会员').waitFor()
  for (const address of [`/members/${stranger}`, `/tickets/${bill}`]) {
    await page.goto(address)
    await page.getByRole('alert').filter({ hasText: '找不到，或不属于您的门店' }).waitFor()
  }
  await page.goto('/tickets')
  await page.getByRole('row').filter({ hasText: '洗吹' }).waitFor()
  expect(await page.locator('body').innerText()).not.toMatch(/新娘造型|1,280|别家/)
})

async function later(seconds: number): Promise<void> {
  const now = new Date(Date.now() + seconds * 1000).toISOString()
  const set = await fetch(`${shopfront.url}/api/dev/clock`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now }),
  })
  expect(set.status).toBe(200)
}

test('what was saved on a page of settings is said there, and what is typed into its other forms stays', async () => {
  const page = await shopfront.page()
  await signIn(page, OWNER, OURS.name)
  await page.goto('/settings?tab=cards')
  const form = (label: string) => page.locator('form').filter({ has: page.getByLabel(label, { exact: true }) })
  const save = (label: string) => form(label).getByRole('button', { name: '保存', exact: true }).click()
  await page.getByLabel('每人每天', { exact: true }).fill('300')
  await page.getByLabel('流水号位数', { exact: true }).fill('8')
  await save('流水号位数')
  await form('流水号位数').getByRole('status').getByText('已保存').waitFor()
  expect(await page.getByLabel('每人每天', { exact: true }).inputValue()).toBe('300')
  await save('每人每天')
  await form('每人每天').getByRole('status').getByText('已保存').waitFor()
  for (const [tab, label, value] of [
    ['security', '多久没人操作就锁屏', '7'],
    ['limits', '每位会员最多可欠', '88'],
  ] as const) {
    await page.goto(`/settings?tab=${tab}`)
    await page.getByLabel(label, { exact: true }).fill(value)
    await save(label)
    await form(label).getByRole('status').getByText('已保存').waitFor()
    // Whoever works by keyboard is still in the form that was saved.
    await expect.poll(() => form(label).evaluate((it) => it.contains(document.activeElement))).toBe(true)
    expect(await page.getByLabel(label, { exact: true }).inputValue()).toBe(value)
  }
})
