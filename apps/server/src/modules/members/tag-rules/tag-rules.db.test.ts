import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../../test/factories/access.ts'
import { makeMember } from '../../../../test/factories/members.ts'
import { makeSale, refund } from '../../../../test/factories/sales.ts'
import { memberWith, openShop, ownedBy, type Shop } from '../../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../../test/harness.ts'
import { openApi } from '../../../../test/http.ts'
import { system } from '../../../platform/ctx.ts'
import { readCtx, write } from '../../../platform/runtime.ts'
import { searchMembers } from '../search.ts'
import { setTags } from '../set-tags.ts'
import { evaluateTagRules, refreshStats } from '../stats.ts'
import { updateMember } from '../update-member.ts'
import type { TagCondition } from './schemas.ts'
import { createTagRule, evaluateTagRule, previewTagRule, updateTagRule } from './verbs.ts'

const base = useDatabase()
const api = openApi(base)
const ctx = () => readCtx(base.runtime, base.brand, system)
const act = <T>(run: Parameters<typeof write<T>>[3]) => write(base.runtime, base.brand, system, run).then((o) => o.result)

/** The clock stands at 10:00 in Shanghai, so many days after 2026-11-22. */
function day(n: number): void {
  base.runtime.clock.setTo(MORNING.add({ hours: 24 * n }))
}

let named = 0
async function ruleOf(...conditions: TagCondition[]) {
  named += 1
  const rule = await act((c) => createTagRule(c, { name: `规则${named}`, match: 'all', conditions }))
  return {
    ...rule,
    carriers: async (among: readonly string[]) => {
      const page = await searchMembers(ctx(), { tag: rule.tag.id, limit: 100 })
      const rows = await ctx().db.selectFrom('member_tag').select('member_id').where('tag_id', '=', rule.tag.id).execute()
      expect(page.items.map((m) => m.id).sort()).toEqual(rows.map((r) => r.member_id).sort())
      return among.filter((id) => rows.some((r) => r.member_id === id))
    },
  }
}

const cut = (shop: Shop, memberId: string) =>
  makeSale(base, shop.owner.actor, { storeId: shop.storeId, memberId, lines: [{ key: '1', kind: 'service', itemId: shop.cutId }] })

describe('a rule', () => {
  it('counts visits and spending within its days, less refunds', async () => {
    day(0)
    const shop = await openShop(base)
    const [often, once, back] = [await memberWith(base, shop), await memberWith(base, shop), await memberWith(base, shop)]
    await cut(shop, often)
    await cut(shop, once)
    const sale = await cut(shop, back)
    const line = await ctx().db.selectFrom('ticket_line').select('id').where('ticket_id', '=', sale.id).executeTakeFirstOrThrow()
    await refund(base, shop.owner.actor, sale.id, [{ lineId: line.id, quantity: 1 }])
    day(10)
    await cut(shop, often)
    const all = [often, once, back]
    const twice = await ruleOf({ fact: 'visits', days: 30, op: 'at_least', value: 2 })
    expect(await twice.carriers(all)).toEqual([often])
    const atMostOne = await ruleOf({ fact: 'visits', days: 30, op: 'at_most', value: 1 })
    expect(await atMostOne.carriers(all)).toEqual([once, back])
    const spent = await ruleOf({ fact: 'spend', days: 30, op: 'at_least', valueFen: 12_800 })
    expect(await spent.carriers(all)).toEqual([often, once])
    const nothing = await ruleOf({ fact: 'spend', days: 30, op: 'at_most', valueFen: 0 })
    expect(await nothing.carriers(all)).toEqual([back])
    day(35)
    await act((c) => evaluateTagRule(c, twice.id))
    expect(await twice.carriers(all)).toEqual([])
  })

  it('knows who stayed away, and who is new', async () => {
    day(100)
    const shop = await openShop(base)
    const [came, never] = [await memberWith(base, shop), await memberWith(base, shop)]
    await cut(shop, came)
    const away = await ruleOf({ fact: 'last_visit', op: 'at_least', days: 60 })
    const recent = await ruleOf({ fact: 'last_visit', op: 'at_most', days: 30 })
    const fresh = await ruleOf({ fact: 'joined', op: 'at_most', days: 30 })
    expect([await away.carriers([came, never]), await recent.carriers([came, never])]).toEqual([[], [came, never]])
    expect(await fresh.carriers([came, never])).toEqual([came, never])
    day(160)
    await act(evaluateTagRules)
    expect(await away.carriers([came, never])).toEqual([came, never])
    expect(await recent.carriers([came, never])).toEqual([])
    expect(await fresh.carriers([came, never])).toEqual([])
    await cut(shop, came)
    await act(evaluateTagRules)
    expect(await away.carriers([came, never])).toEqual([never])
  })

  it('finds birthdays that come, solar and lunar', async () => {
    // 2027-01-21 is the 14th of the twelfth lunar month.
    day(60)
    const a = await makeMember(base, { birthday: { calendar: 'solar', month: 1, day: 25 } })
    const b = await makeMember(base, { birthday: { calendar: 'lunar', month: 12, day: 16 } })
    const c = await makeMember(base, { birthday: { calendar: 'solar', month: 3, day: 1 } })
    const soon = await ruleOf({ fact: 'birthday', days: 7 })
    expect(await soon.carriers([a.id, b.id, c.id])).toEqual([a.id, b.id])
    await act((x) => updateMember(x, a.id, 1, { birthday: null }))
    await act((x) => evaluateTagRule(x, soon.id))
    expect(await soon.carriers([a.id, b.id, c.id])).toEqual([b.id])
  })

  it('sees what somebody owns: passes that end, stored value', async () => {
    day(200)
    const shop = await openShop(base)
    const [pass, rich, poor] = [
      await memberWith(base, shop, { passes: 1 }),
      await memberWith(base, shop, { storedFen: 50_000 }),
      await memberWith(base, shop),
    ]
    const ending = await ruleOf({ fact: 'pass_expiring', days: 30 })
    const wealthy = await ruleOf({ fact: 'balance', op: 'at_least', valueFen: 50_000 })
    expect(await ending.carriers([pass, rich, poor])).toEqual([])
    expect(await wealthy.carriers([pass, rich, poor])).toEqual([rich])
    const { rows } = await sql<{ on: string }>`select expires_on as "on" from lot where member_id = ${pass}::uuid`.execute(ctx().db)
    base.runtime.clock.setTo(Temporal.Instant.from(`${rows[0]?.on}T02:00:00Z`))
    await act(evaluateTagRules)
    expect(await ending.carriers([pass, rich, poor])).toEqual([pass])
    expect(await ownedBy(base, poor)).toEqual([])
  })

  it('joins conditions by all or any, and previews without writing', async () => {
    day(300)
    const shop = await openShop(base)
    const rich = await memberWith(base, shop, { storedFen: 90_000 })
    const other = await memberWith(base, shop)
    const here = { fact: 'store' as const, storeIds: [shop.storeId] }
    const wealthy = { fact: 'balance' as const, op: 'at_least' as const, valueFen: 90_000 }
    const before = await ctx().db.selectFrom('member_tag').selectAll().execute()
    expect(await previewTagRule(ctx(), { match: 'all', conditions: [here, wealthy] })).toEqual({ count: 1, added: 1, removed: 0 })
    const never = { fact: 'visits' as const, days: 1, op: 'at_least' as const, value: 99 }
    expect((await previewTagRule(ctx(), { match: 'any', conditions: [here, never] })).count).toBe(2)
    expect(await ctx().db.selectFrom('member_tag').selectAll().execute()).toEqual(before)
    const rule = await ruleOf(here)
    expect(await previewTagRule(ctx(), { match: 'all', conditions: [wealthy, here] }, rule.id)).toEqual({ count: 1, added: 0, removed: 1 })
    const off = await act((c) => updateTagRule(c, rule.id, 1, { isActive: false }))
    expect([off.memberCount, await rule.carriers([rich, other])]).toEqual([0, []])
  })
})

describe('automatic tags', () => {
  it('are not given by hand, stay when tags are set, and are told apart', async () => {
    day(400)
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop)
    const rule = await ruleOf({ fact: 'store', storeIds: [shop.storeId] })
    await expect(act((c) => setTags(c, memberId, [rule.tag.id]))).rejects.toMatchObject({ code: 'tag_unfit' })
    const { items } = await act((c) => setTags(c, memberId, []))
    expect(items).toEqual([{ ...rule.tag, isAuto: true }])
    expect(await rule.carriers([memberId])).toEqual([memberId])
    await act((c) => updateMember(c, memberId, 1, { notes: '改' }))
    expect(await rule.carriers([memberId])).toEqual([memberId])
  })

  it('are made and changed by the owner alone', async () => {
    const owner = await signInAs(base, 'owner')
    const manager = await signInAs(base, 'manager')
    const body = { name: '沉睡会员', match: 'all', conditions: [{ fact: 'last_visit', op: 'at_least', days: 90 }] }
    const make = (token: string) => api.call('POST', '/tag-rules', { token, body, headers: { 'idempotency-key': 'rule-000001' } })
    const state = () => ctx().db.selectFrom('tag_rule').select(['id', 'version', 'conditions']).orderBy('id').execute()
    const before = await state()
    expect((await make(manager.token)).status).toBe(403)
    expect(await state()).toEqual(before)
    const made = await make(owner.token)
    expect(made).toMatchObject({ status: 201, body: { tag: { name: '沉睡会员' }, isActive: true } })
    expect((await make(owner.token)).body).toEqual(made.body)
    const audit = await ctx().db.selectFrom('audit_entry').select('action').where('subject_id', '=', made.body.id).orderBy('seq').execute()
    expect(audit.map((a) => a.action)).toEqual(['tag_rule.create', 'tag_rule.evaluate'])
    const again = await api.call('POST', '/tag-rules', { token: owner.token, body })
    expect(again).toMatchObject({ status: 409, body: { code: 'tag_taken' } })
    expect(await state()).toHaveLength(before.length + 1)
    const edit = (token: string, version: number) =>
      api.call('PATCH', `/tag-rules/${made.body.id}`, { token, body: { name: '好久不见' }, headers: { 'if-match': `"${version}"` } })
    expect([(await edit(manager.token, 1)).status, (await edit(owner.token, 9)).status]).toEqual([403, 412])
    expect((await edit(owner.token, 1)).body).toMatchObject({ tag: { name: '好久不见' }, version: 2 })
  })
})

describe('the figures of the night', () => {
  it('order and filter lists, and are renewed as time goes by', async () => {
    day(500)
    const shop = await openShop(base)
    const [big, small, none] = [await memberWith(base, shop), await memberWith(base, shop), await memberWith(base, shop)]
    for (let n = 0; n < 5; n += 1) await cut(shop, big)
    day(501)
    await cut(shop, small)
    await act(refreshStats)
    const ids = async (filter: Partial<Parameters<typeof searchMembers>[1]>) => {
      const { items } = await searchMembers(ctx(), { limit: 50, ...filter })
      return items.map((m) => m.id).filter((id) => [big, small, none].includes(id))
    }
    expect(await ids({ sort: 'spend' })).toEqual([big, small, none])
    expect(await ids({ sort: 'lastVisit' })).toEqual([small, big, none])
    expect(await ids({ spendFromFen: 50_000 })).toEqual([big])
    // What the night found out is not lost when somebody edits the member by day.
    await act((c) => updateMember(c, big, 1, { notes: '改' }))
    expect(await ids({ spendFromFen: 50_000 })).toEqual([big])
    const first = await searchMembers(ctx(), { sort: 'spend', limit: 1, spendFromFen: 50_000 })
    expect(first.items).toMatchObject([{ id: big, visits: 1, spendFen: 64_000, lastVisitOn: '2028-04-05' }])
    const seen: string[] = []
    for (let cursor: string | undefined = '', n = 0; cursor !== undefined && n < 100; n += 1) {
      const page = await searchMembers(ctx(), { sort: 'lastVisit', limit: 3, ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map((m) => m.id))
      cursor = page.nextCursor ?? undefined
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toContain(none)
    day(900)
    await act(refreshStats)
    expect(await ids({ spendFromFen: 50_000 })).toEqual([])
    const stylist = await signInAs(base, 'stylist')
    for (const asked of ['sort=spend', 'spendFromFen=50000'])
      expect((await api.call('GET', `/members?${asked}`, { token: stylist.token })).status).toBe(403)
  })
})
