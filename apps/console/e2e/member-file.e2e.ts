/** The member file as it is lived: a phone shown, a photo with consent, a scalp looked at, a file that stood twice. */
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { signIn } from './acts.ts'
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

test('a phone is masked until it is asked for; a photo is taken after the member agreed', async () => {
  const client = await shop.enrol('苏晴', '13900135001')
  const page = await ownerAt(`/members/${client}`)
  await page.getByText('139****5001').first().waitFor()
  expect(await page.locator('body').innerText()).not.toContain('13900135001')
  await page.getByRole('button', { name: '看完整号码' }).click()
  await page.getByText('13900135001').waitFor()

  const face = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#b98' } })
    .jpeg()
    .toBuffer()
  await page.getByLabel('拍照').setInputFiles({ name: 'face.jpg', mimeType: 'image/jpeg', buffer: face })
  const consent = page.getByRole('dialog', { name: '请会员阅读：照片' })
  await consent.getByText('防止会员卡被他人冒用').waitFor()
  await consent.getByRole('button', { name: '会员同意' }).click()
  await page.getByRole('button', { name: '换照片' }).waitFor()
  const drawn = page.locator('img[src*="/photo?size=full"]')
  await expect.poll(() => drawn.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(300)

  await page.getByRole('tab', { name: '时间线' }).click()
  const timeline = page.getByRole('tabpanel')
  await timeline.getByText('查看了完整手机号').waitFor()
  await timeline.getByLabel('写一条备注').fill('下次想换冷棕色')
  await page.keyboard.press('Enter')
  await timeline.getByText('下次想换冷棕色').waitFor()

  // The shop words the next version its own way; she would rather have no photo after all.
  await page.goto('/settings?tab=consents')
  await page.getByRole('button', { name: '修改「照片」' }).click()
  await page.getByRole('textbox', { name: '照片' }).fill('本店只用照片认人，您可以随时要求删除。')
  await page.getByRole('button', { name: '发布第 2 版' }).click()
  await page.getByRole('article', { name: '照片' }).getByText('第 2 版').waitFor()
  await page.goto(`/members/${client}?tab=about`)
  const said = page.getByRole('listitem').filter({ hasText: '照片' })
  await said.getByRole('button', { name: /撤\s?回/ }).click()
  const ask = page.getByRole('dialog')
  await ask.getByText('本店只用照片认人').waitFor()
  await ask.getByText('立即删除会员照片').waitFor()
  await ask.getByRole('button', { name: /撤\s?回/ }).click()
  await said.getByText('已撤回').waitFor()
  await expect.poll(() => drawn.count()).toBe(0)
})

test('a scalp is looked at and care is planned, once the member consented', async () => {
  const client = await shop.enrol('顾盼', '13900135002')
  const page = await ownerAt(`/members/${client}?tab=care`)
  await page.getByRole('button', { name: '请会员同意' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '会员同意' }).click()
  await page.getByRole('button', { name: '做一次检测' }).click()
  const form = page.getByRole('dialog', { name: '做一次检测' })
  await form.getByText('近半年烫染次数').waitFor()
  for (const question of await form.getByRole('group').all()) {
    const answers = question.getByRole('button')
    if ((await answers.count()) > 0) await answers.last().click()
  }
  await form.getByText('现在 19 分').waitFor()
  await form.getByRole('button', { name: /保\s?存/ }).click()
  await page.getByText('敏感或失衡').waitFor()

  await page.getByRole('button', { name: '制定护理计划' }).click()
  const plan = page.getByRole('dialog', { name: '制定护理计划' })
  await plan.getByLabel('第 1 步的说明').fill('舒缓护理')
  await plan.getByRole('button', { name: /保\s?存/ }).click()
  await page.getByText('0 / 1 步').waitFor()
  await page.getByRole('button', { name: /^完\s?成$/ }).click()
  await page.getByText('1 / 1 步').waitFor()
})

test('a file that stands twice is merged side by side, found by either number, and taken apart again', async () => {
  const first = await shop.enrol('陆小凤', '13900135003')
  await shop.topUp(first, 500)
  const second = await shop.enrol('陆小凤', '13900135003')
  const page = await ownerAt('/members/duplicates')
  const group = page.getByRole('listitem').filter({ hasText: '陆小凤' })
  await expect.poll(() => group.count(), { timeout: 20_000 }).toBe(2)
  await page.getByRole('link', { name: '对比并合并' }).first().click()
  await page.getByRole('table', { name: '合并档案' }).waitFor()
  await page.getByRole('button', { name: '合并到 陆小凤' }).click()
  await page.waitForURL(`**/members/${first}`)
  await page.getByText(/并入过档案 M\d+/).waitFor()

  await page.goto(`/members/${second}`)
  await page.getByText(/这份档案已并入 M\d+/).waitFor()
  expect(await page.getByRole('button', { name: '编辑' }).count()).toBe(0)
  await page.getByRole('link', { name: '去看' }).click()
  await page.getByRole('button', { name: '撤销合并' }).click()
  await page.getByText(/并入过档案/).waitFor({ state: 'detached' })
  await page.goto(`/members/${second}`)
  await page.getByRole('button', { name: /编\s?辑/ }).waitFor()
})

test('a rule gives its tag at once, and the list is narrowed by it', async () => {
  const rich = await shop.enrol('温如玉', '13900135004')
  await shop.topUp(rich, 1000)
  const page = await ownerAt('/settings?tab=rules')
  await page.getByRole('button', { name: '新增自动标签' }).click()
  const form = page.getByRole('dialog', { name: '新增自动标签' })
  await form.getByLabel('标签名称').fill('大额储值')
  await form.getByRole('combobox', { name: '看什么' }).click()
  await page.locator('.ant-select-item-option', { hasText: '储值余额' }).click()
  await form.getByText('现在有 1 位符合').waitFor()
  await form.getByRole('button', { name: /保\s?存/ }).click()
  await page.getByRole('link', { name: '1 位会员' }).click()
  const row = page.getByRole('row').filter({ hasText: '温如玉' })
  await row.getByText('自动 · 大额储值').waitFor()
})
