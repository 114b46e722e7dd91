/** Every page people work on, in three languages and on three screens: nothing untranslated, nothing cut off, everything named, no barrier. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { answer } from '@yunbin/api-client'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { barriersOf } from './barriers.ts'
import { openShopfront } from './browser.ts'
import { foundShop, OWNER, type Shop } from './shop.ts'

const LANGUAGES = [
  ['zh-CN', 'zh-CN'],
  ['zh-TW', 'zh-TW'],
  ['en', 'en-US'],
] as const
const SCREENS = [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const

describe('an empty installation', () => {
  const shopfront = openShopfront()

  test.each(LANGUAGES)('opens in %s', async (language, locale) => {
    const page = await shopfront.page({ locale })
    await page.goto('/')
    await page.waitForURL('**/setup')
    await page.locator('form input').waitFor()
    expect(await faultsOf(page, `${language} wizard`)).toEqual([])
    await page.locator('form input').fill('云鬓美发')
    await page.locator('button[type=submit]').click()
    await page.locator('input[type=radio]').nth(3).waitFor({ state: 'attached' })
    expect(await faultsOf(page, `${language} wizard-trade`)).toEqual([])
    expect(shopfront.complaints).toEqual([])
  })
})

describe('a shop at work', () => {
  const shopfront = openShopfront()
  let made: { shop: Shop; memberId: string; ticketId: string; depositTicketId: string }
  beforeAll(async () => {
    const shop = await foundShop(shopfront.url)
    const memberId = await shop.enrol('王雅丽', '13600136001')
    await shop.topUp(memberId, 1000)
    const lines = await Promise.all(
      ['总监洗剪吹', '全头染发（中长发）'].map(async (name, i) => ({
        key: `l${i}`,
        kind: 'service' as const,
        itemId: (await shop.item(name)).id,
      })),
    )
    const deposit = { kind: 'earnest' as const, purpose: '新娘造型', contractFen: 280_000, contact: { name: '钟意', phone: '13800138024' } }
    const depositTicketId = await shop.sell(null, [{ key: 'd', kind: 'deposit', amountFen: 50_000, deposit }], 50_000)
    made = { shop, memberId, ticketId: await shop.sell(null, lines, 100_000), depositTicketId }
  })

  test.each(LANGUAGES)('is complete in %s', async (language, locale) => {
    const page = await shopfront.page({ locale })
    const faults: string[] = []
    const look = async (name: string, address: string, ready: string) => {
      await page.goto(address)
      await page.locator(ready).first().waitFor()
      faults.push(...(await faultsOf(page, `${language} ${name}`)))
      // Colours and structure are the same in every language.
      if (language === 'zh-CN') faults.push(...(await barriersOf(page)).map((barrier) => `${name}: ${barrier}`))
    }
    await look('sign-in', '/sign-in', 'input[type=password]')
    await page.context().request.post('/api/session', { data: { signInName: OWNER.signInName, password: OWNER.password } })
    await look('members', '/members', 'td:has-text("王雅丽")')
    await look('member', `/members/${made.memberId}`, '[role=tabpanel] button[aria-expanded]')
    await look('tickets', '/tickets', 'td:has-text("王雅丽")')
    await look('ticket', `/tickets/${made.ticketId}`, 'img[src^="data:image/svg"]')
    await look('refund', `/tickets/${made.ticketId}/refund`, 'output')
    const kept = await answer(made.shop.api.GET('/api/deposits', { params: { query: { storeId: made.shop.storeId } } }))
    await look('deposits', '/deposits', 'td:has-text("钟意")')
    await look('deposit', `/deposits/${kept.items[0]?.id}`, 'ol strong')
    await look('deposit-refund', `/tickets/${made.depositTicketId}/refund`, 'input[inputmode=decimal]')
    await look('shifts', '/shifts', 'a[href$="/close"]')
    await look('shift-list', '/shifts?tab=list', 'tbody td')
    await look('shift-day', '/shifts?tab=day', 'tbody td')
    await look('shift-settings', '/settings?tab=shifts', 'tbody td')
    await look('catalog', '/catalog', 'td:has-text("总监洗剪吹")')
    await look('prices', '/prices', 'tbody td')
    await look('liability', '/reports/liability', 'tfoot')
    await look('prepaid', `/members/${made.memberId}/prepaid-refund`, 'input[type=checkbox]')
    await look('settings', '/settings', 'input[type=radio]')
    await look('takings', '/reports/days/takings', 'tfoot')
    await look('first-day', '/first-day', 'ol strong')
    await look('nowhere', '/nowhere', 'a[href="/"]')
    await look('templates', '/settings?tab=templates', 'button:has-text("修改"), button:has-text("Change")')
    await look('staff', '/staff', `td:has-text("${OWNER.name}")`)
    await look('desk', '/desk', 'button:has-text("总监洗剪吹")')
    await sellAtDesk(page)
    faults.push(...(await faultsOf(page, `${language} desk-pay`)))
    if (language === 'zh-CN') faults.push(...(await barriersOf(page)).map((barrier) => `desk-pay: ${barrier}`))
    expect([...faults, ...shopfront.complaints]).toEqual([])
  })

  test('what could not be read says so and can be asked for again', async () => {
    const page = await shopfront.page()
    await page.context().request.post('/api/session', { data: { signInName: OWNER.signInName, password: OWNER.password } })
    const body = JSON.stringify({ type: 'about:blank', title: 'internal', status: 500, code: 'internal', params: {} })
    for (const [address, asked, there] of [
      [`/members/${made.memberId}?tab=family`, '**/api/members/*/household', '还没有家庭'],
      ['/members/duplicates', '**/api/member-duplicate-groups*', '没有疑似重复的档案'],
      ['/members/reminders', '**/api/member-reminders*', '这段时间没有会员过生日'],
      ['/roles', '**/api/roles', '什么都能做'],
      ['/reports/liability', '**/api/reports/deposits*', '也是欠客人的'],
      ['/reports/days/prepaid', '**/api/reports/liability*', '期末剩余'],
    ] as const) {
      await page.route(asked, (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body }))
      await page.goto(address)
      await page.getByRole('alert').getByText('系统出错了').waitFor()
      await page.unrouteAll()
      await page.getByRole('button', { name: '再试一次' }).click()
      await page.getByText(there).first().waitFor()
    }
  })
})

/** A member, a service, and the payment open. */
async function sellAtDesk(page: Page): Promise<void> {
  await page.locator('input[role=combobox]').fill('6001')
  await page.locator('[role=option][aria-selected=true]:has-text("王雅丽")').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('button:has-text("总监洗剪吹")').first().click()
  await page.keyboard.press('F10')
  await page.locator('#pay-stored').waitFor()
}

/** What is wrong with the page on each screen, in words; pictures are kept where YUNBIN_SCREENSHOTS names a folder. */
async function faultsOf(page: Page, name: string): Promise<string[]> {
  const faults: string[] = []
  for (const [width, height] of SCREENS) {
    await page.setViewportSize({ width, height })
    await page.evaluate(drawn)
    const at = `${name} ${width}×${height}`
    const said = [...(await visibleWords(page)), await page.title()]
    faults.push(...said.filter(isUntranslated).map((words) => `${at}: untranslated "${words}"`))
    faults.push(...(await tooWide(page)).map((what) => `${at}: wider than the screen: ${what}`))
    faults.push(...nameless(await page.locator('body').ariaSnapshot()).map((role) => `${at}: a ${role} without a name`))
    const folder = process.env.YUNBIN_SCREENSHOTS
    if (!folder) continue
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: path.join(folder, `${at.replaceAll(' ', '-').replace('×', 'x')}.png`) })
  }
  const [first] = SCREENS
  await page.setViewportSize({ width: first[0], height: first[1] })
  return faults
}

/** Resolves when what stands on the screen fits its new size. */
function drawn(): Promise<number> {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
}

/** A key such as `ticket.pay` or `desk:ticket.pay`, a placeholder left in, a value that was not there. */
function isUntranslated(words: string): boolean {
  return /(^|\s)[a-z]+(?:[A-Z][a-z]+)*(?:[.:][a-zA-Z_]+)+(\s|$)|\{\{|\}\}|undefined|NaN|\[object/.test(words)
}

function visibleWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const attributes = ['aria-label', 'title', 'placeholder', 'alt'].flatMap((name) =>
      [...document.querySelectorAll(`body [${name}]`)].map((element) => element.getAttribute(name) ?? ''),
    )
    return [...document.body.innerText.split('\n'), ...attributes].filter((text) => text.trim() !== '')
  })
}

/** The page itself must not scroll sideways; a table may, inside its frame. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement
    if (root.scrollWidth <= root.clientWidth && document.body.scrollWidth <= root.clientWidth) return []
    const out = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
    return out.slice(0, 3).map((element) => `${element.tagName} ${element.className} ${(element.textContent ?? '').slice(0, 30)}`)
  })
}

const ROLES = /^\s*- (button|link|textbox|combobox|checkbox|radio|tab|switch|spinbutton|searchbox|option)(?=:|\s|$)(?! ")/

/** Roles of what can be pressed or typed into and says nothing of itself. */
function nameless(snapshot: string): string[] {
  return snapshot.split('\n').flatMap((line) => ROLES.exec(line)?.[1] ?? [])
}
