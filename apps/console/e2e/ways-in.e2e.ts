/** The ways in beyond a password: codes, passkeys, a shared till by PIN; what each role may do; and who did what. */
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { bill, find, finder, scan, signIn, trySignIn } from './acts.ts'
import { openShopfront } from './browser.ts'
import { foundShop, OWNER, type Shop } from './shop.ts'

const PATIENT = { timeout: 20_000 }
const shopfront = openShopfront()
let shop: Shop
beforeAll(async () => {
  shop = await foundShop(shopfront.url)
})

/** Passkeys are for names, not for numbers. */
const byName = () => ({ baseURL: shopfront.url.replace('127.0.0.1', 'localhost') })

async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^账号/ }).click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('heading', { name: '登录', exact: true }).waitFor()
}

/** Says who one is once more, where a way in is made or taken away. */
async function prove(page: Page, password: string, action: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('现在的密码').fill(password)
  await dialog.getByRole('button', { name: action }).click()
}

/** What the app shows, so many half minutes after the server's own time: each code is accepted once. */
async function codeOf(secret: string, steps: number): Promise<string> {
  const { headers } = await fetch(`${shopfront.url}/api/health`)
  const now = Date.parse(headers.get('date') ?? '')
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now + steps * 30_000 })
}

test('a passkey is made once and then opens the shop without a password', async () => {
  const cashier = await shop.hire('小雯', 'cashier', 'xiaowen')
  const page = await shopfront.page(byName())
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await signIn(page, cashier)
  await page.goto('/account')
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  await prove(page, 'wrong-password', '继续')
  await page.getByText('当前密码不对').waitFor()
  await prove(page, cashier.password, '继续')
  const name = page.getByRole('dialog', { name: '改名' }).getByLabel('名称')
  await name.fill('小雯的手机')
  await page.keyboard.press('Enter')
  await page.getByRole('table', { name: '通行密钥' }).getByText('小雯的手机').waitFor()
  await leave(page)
  await page.getByRole('button', { name: '使用通行密钥' }).click()
  await finder(page).waitFor()
  await page.goto('/account')
  await page.getByRole('table', { name: '登录的设备' }).getByText('通行密钥').waitFor()
  expect(shopfront.complaints).toEqual([])
})

test('codes make signing in two steps; each code and each recovery code works once', async () => {
  const cashier = await shop.hire('小敏', 'cashier', 'xiaomin')
  const page = await shopfront.page()
  await signIn(page, cashier)
  await page.goto('/account')
  await page.getByRole('button', { name: '开启验证码' }).click()
  await prove(page, cashier.password, '继续')
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '')
  await page.getByLabel('验证码', { exact: true }).fill(await codeOf(secret, -1))
  await page.getByRole('button', { name: '确认并开启' }).click()
  const codes = page.getByRole('dialog', { name: '十个恢复码，只显示这一次' }).getByRole('listitem')
  await expect.poll(() => codes.count(), PATIENT).toBe(10)
  const recovery = await codes.first().innerText()
  await page.getByRole('button', { name: '我已保存' }).click()
  await page.getByText('还剩 10 个恢复码').waitFor()
  await leave(page)

  await trySignIn(page, cashier)
  const field = page.getByLabel('6 位验证码')
  await field.fill('000000')
  await page.getByRole('alert').filter({ hasText: '验证码不对，或已经用过' }).waitFor()
  await field.fill(await codeOf(secret, 0))
  await finder(page).waitFor()
  await leave(page)
  for (const outcome of ['in', 'refused']) {
    await trySignIn(page, cashier)
    await page.getByRole('button', { name: '手机不在身边？用恢复码' }).click()
    await page.getByLabel('恢复码').fill(recovery)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    if (outcome === 'in') {
      await finder(page).waitFor()
      await leave(page)
    } else await page.getByRole('alert').filter({ hasText: '验证码不对，或已经用过' }).waitFor()
  }
})

test('a shared till changes hands by PIN, keeps the open bill, and is closed on the server too', async () => {
  await shop.hire('店长阿芳', 'manager', 'afang')
  const front = await shop.hire('前台小琳', 'cashier', 'xiaolin')
  await shop.hire('前台小美', 'cashier', 'xiaomei')
  const page = await shopfront.page()
  await signIn(page, { signInName: 'afang', password: 'afang-secret-1' })
  await page.goto('/settings?tab=security')
  await page.getByRole('button', { name: '把本机设为共用' }).first().click()
  await page.getByRole('dialog').getByLabel('名称').fill('前台 1 号')
  await page.getByRole('dialog').getByRole('button', { name: '把本机设为共用' }).click()
  await page.getByRole('table', { name: '共用收银台' }).getByText('本机').waitFor()
  await page.goto('/desk')
  await lock(page)
  await page.getByRole('button', { name: '换一个人' }).click()
  await page.getByRole('button', { name: /前台小琳/ }).click()
  // A bar code is no PIN: more of them than wrong tries are allowed, and nobody is locked out.
  for (const code of ['6901234567892', '690123', '12345678', '6901234567892', '202611', '6901234567892']) {
    await scan(page, code)
    await page.getByText('刚才是扫码，没有当作 PIN').last().waitFor()
    expect(await page.getByLabel('6 位 PIN').inputValue()).toBe('')
  }
  expect(await page.getByRole('alert').filter({ hasText: 'PIN 不对' }).count()).toBe(0)
  await page.getByLabel('6 位 PIN').pressSequentially('999999')
  await page.getByRole('alert').filter({ hasText: 'PIN 不对' }).waitFor()
  await typePin(page, front.pin)
  await finder(page).waitFor()

  await find(page, '洗剪吹', '洗剪吹')
  await bill(page).getByText('洗剪吹').first().waitFor()
  await lock(page)
  await page.getByText('收银台已锁屏，开着的账单还在。').waitFor()
  expect(await finder(page).isVisible()).toBe(false)
  const asked = await page.evaluate(async () => (await fetch('/api/session')).status)
  expect(asked).toBe(423)
  await typePin(page, front.pin)
  await bill(page).getByText('洗剪吹').first().waitFor()

  await lock(page)
  await page.reload()
  await page.getByRole('button', { name: /前台小美/ }).click()
  await typePin(page, front.pin)
  await finder(page).waitFor()
  await page.getByRole('button', { name: /^账号/ }).click()
  await page.getByRole('strong').filter({ hasText: '前台小美' }).waitFor()
  expect(shopfront.complaints).toEqual([])
})

async function lock(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^账号/ }).click()
  await page.getByRole('button', { name: '锁屏 / 换人' }).click()
  await page.getByRole('dialog', { name: '收银台已锁屏' }).waitFor()
}

/** By thumb, on the pad. */
async function typePin(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click()
}

test('a role of one’s own is made of words, given to somebody, and every step stands in the trail', async () => {
  const page = await shopfront.page()
  await signIn(page, OWNER)
  await page.goto('/roles')
  await page.getByRole('button', { name: '新建角色' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('角色名称').fill('前台组长')
  await form.getByRole('checkbox', { name: /^给同事授权/ }).check()
  expect(await form.getByRole('checkbox', { name: '查看单据' }).isChecked()).toBe(true)
  await form.getByRole('button', { name: '保存' }).click()
  await page.getByRole('table', { name: '角色权限' }).getByText('前台组长').waitFor()
  await page.goto('/audit')
  const trail = page.getByRole('table', { name: '操作记录' })
  await trail.getByRole('row').filter({ hasText: '新建角色' }).click()
  await page
    .getByRole('dialog')
    .getByText(/查看单据、给同事授权/)
    .waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: '做了什么' }).fill('新建角色')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.url(), PATIENT).toContain('action=role.create')
  await expect.poll(() => trail.locator('tbody tr').count(), PATIENT).toBe(1)
  await page.reload()
  await expect.poll(() => trail.locator('tbody tr').count(), PATIENT).toBe(1)
})
