import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../test/factories/access.ts'
import { makeLevels, makeMember } from '../../../test/factories/members.ts'
import { useDatabase } from '../../../test/harness.ts'
import { type Actor, system } from '../../platform/ctx.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { createTag } from './create-tag.ts'
import { tokenOf } from './person.ts'
import { memberDuplicates } from './queries.ts'
import { searchMembers, tokenQuery } from './search.ts'
import { setTags } from './set-tags.ts'
import { updateMember } from './update-member.ts'

const base = useDatabase()

const reading = (actor: Actor = system) => readCtx(base.runtime, base.brand, actor)

async function found(q: string, more: { tag?: string; levelId?: string; limit?: number } = {}, actor: Actor = system): Promise<string[]> {
  const page = await searchMembers(reading(actor), { q, limit: 50, ...more })
  return page.items.map((m) => m.id)
}

describe('searchMembers', () => {
  it('finds by name, letters, phone, last four and number, newest first', async () => {
    const older = await makeMember(base, { name: '仇英俊', phone: '13655501234' })
    const newer = await makeMember(base, { name: '仇英俊', number: 'HAIR77' })
    for (const q of ['仇英', '英俊', 'qiuyingjun', 'choujing'.slice(0, 4), 'qyj', 'yingj'])
      expect(await found(q)).toEqual([newer.id, older.id])
    for (const q of ['13655501234', '+86 136 5550 1234', '1234']) expect(await found(q)).toContain(older.id)
    expect(await found(older.number.toLowerCase())).toEqual([older.id])
    expect(await found('hair77')).toEqual([newer.id])
    expect(await found('仇英杰')).toEqual([])
    expect(await found('。。')).toEqual([])
  })

  it('goes through a long result in pages, each member once', async () => {
    const ids: string[] = []
    for (let n = 0; n < 7; n += 1) ids.unshift((await makeMember(base, { name: `翟页${n}` })).id)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await searchMembers(reading(), { q: '翟页', limit: 3, ...(cursor ? { cursor } : {}) })
      expect(page.items.length).toBeLessThanOrEqual(3)
      seen.push(...page.items.map((m) => m.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(ids)
    const all = await searchMembers(reading(), { limit: 4 })
    expect(all.items.map((m) => m.id)).toEqual(ids.slice(0, 4))
  })

  it('narrows by tag and level, with and without words', async () => {
    const levels = await makeLevels(base)
    const { result: tag } = await write(base.runtime, base.brand, system, (ctx) => createTag(ctx, { name: '烫染客' }))
    const a = await makeMember(base, { name: '查良一', tagIds: [tag.id] })
    const b = await makeMember(base, { name: '查良二', tagIds: [tag.id], levelId: levels[2] as string })
    const c = await makeMember(base, { name: '查良三' })
    expect(await found('查良')).toEqual([c.id, b.id, a.id])
    expect(await found('查良', { tag: tag.id })).toEqual([b.id, a.id])
    expect(await found('', { tag: tag.id })).toEqual([b.id, a.id])
    expect(await found('查良', { levelId: levels[2] as string })).toEqual([b.id])
    expect(await found('', { tag: tag.id, levelId: levels[2] as string })).toEqual([b.id])
    const page = await searchMembers(reading(), { q: '查良二', limit: 1 })
    expect(page.items[0]).toMatchObject({ tags: [{ id: tag.id, name: '烫染客' }], level: { id: levels[2], name: '金卡会员' } })
    await write(base.runtime, base.brand, system, (ctx) => setTags(ctx, a.id, []))
    expect(await found('', { tag: tag.id })).toEqual([b.id])
    expect(await found('查良一')).toEqual([a.id])
  })

  it('follows a changed name, phone and level', async () => {
    const levels = await makeLevels(base)
    const member = await makeMember(base, { name: '区小红', phone: '13655509999' })
    await write(base.runtime, base.brand, system, (ctx) =>
      updateMember(ctx, member.id, 1, { name: '解晓东', phone: '13655508888', levelId: levels[4] as string }),
    )
    expect(await found('区小红')).toEqual([])
    expect(await found('13655509999')).toEqual([])
    expect(await found('xiexiaod')).toEqual([member.id])
    expect(await found('13655508888')).toEqual([member.id])
    expect(await found('解', { levelId: levels[4] as string })).toEqual([member.id])
  })

  it('masks every phone, and finds nobody by a phone for who may have none shown', async () => {
    const member = await makeMember(base, { name: '万俟卨', phone: '13655507777' })
    const stylist = await signInAs(base, 'stylist')
    const cashier = await signInAs(base, 'cashier')
    const seen = async (actor: Actor) => (await searchMembers(reading(actor), { q: '万俟卨', limit: 1 })).items[0]?.phone
    expect(await seen(stylist.actor)).toBe('136****7777')
    expect(await seen(cashier.actor)).toBe('136****7777')
    expect(await found('13655507777', {}, stylist.actor)).toEqual([])
    expect(await found('13655507777', {}, cashier.actor)).toEqual([member.id])
  })

  it('warns of the same phone strongly and of the same name weakly', async () => {
    const both = await makeMember(base, { name: '盖世一', phone: '13655506666' })
    const name = await makeMember(base, { name: '盖世一' })
    await makeMember(base, { name: '盖世一二' })
    const { items } = await memberDuplicates(reading(), { phone: '136-5550-6666', name: '盖世一' })
    expect(items.map((i) => [i.id, i.match])).toEqual([
      [both.id, 'phone'],
      [name.id, 'name'],
    ])
    expect(await memberDuplicates(reading(), {})).toEqual({ items: [] })
  })

  it('walks indexes only, however many members there are', async () => {
    await makeCrowd()
    const some = [pinyinZ, { kind: 'initials', value: 'z' }] as const
    const { db } = reading()
    const compiled = tokenQuery(reading(), some, [{ kind: 'tag', value: 'x' }], 1e9, 51).compile(db)
    for (const mode of ['force_custom_plan', 'force_generic_plan']) {
      const plan = await db.connection().execute(async (c) => {
        await sql`select set_config('plan_cache_mode', ${mode}, false)`.execute(c)
        return c.executeQuery<{ 'QUERY PLAN': string }>({ ...compiled, sql: `explain ${compiled.sql}`, query: compiled.query })
      })
      const text = plan.rows.map((r) => r['QUERY PLAN']).join('\n')
      expect(text).not.toMatch(/Seq Scan on (member|member_token|member_tag)\b/)
      expect(text).toMatch(/Index Only Scan.* using member_token_pkey/)
    }
  })

  it('keeps the plan once it is prepared, whatever is looked for', async () => {
    const { db, brand } = reading()
    await makeMember(base, { name: '褚计划', phone: '13655503333' })
    await db.connection().execute(async (c) => {
      const ctx = { ...reading(), db: c, brand }
      await sql`select set_config('plan_cache_mode', 'auto', false)`.execute(c)
      for (const q of ['褚', '褚计划', 'chujihua', '3333', '13655503333', 'cjh', '褚无']) await searchMembers(ctx, { q, limit: 20 })
      // The first five are always planned with their values, to compare.
      const { rows } = await sql<{ kept: number }>`select generic_plans as kept from pg_prepared_statements
        where statement like '%member_token%' and statement not like 'explain%' and generic_plans + custom_plans >= 7`.execute(c)
      expect(rows.length).toBeGreaterThan(0)
      for (const { kept } of rows) expect(kept).toBeGreaterThan(0)
    })
  })

  it('walks the sparser of two lists, whichever way they are asked for', async () => {
    await makeCrowd()
    const few = { kind: 'tag', value: 'few' } as const
    for (const [any, all] of [
      [pinyinZ, few],
      [few, pinyinZ],
    ] as const) {
      const { db } = reading()
      const compiled = tokenQuery(reading(), [any], [all], 1e9, 21).compile(db)
      const explain = { ...compiled, sql: `explain (analyze, timing off) ${compiled.sql}`, query: compiled.query }
      const text = (await db.executeQuery<{ 'QUERY PLAN': string }>(explain)).rows.map((r) => r['QUERY PLAN']).join('\n')
      // Asking the long list about each of the short one, not the 10,000 of the long one about the short.
      const asked = /Index (?:Only )?Scan using \w+ on member_token x.*loops=(\d+)/.exec(text)?.[1]
      expect(Number(asked), text).toBeGreaterThanOrEqual(21)
      expect(Number(asked), text).toBeLessThanOrEqual(42)
    }
  })
})

const pinyinZ = { kind: 'pinyin', value: 'z' } as const

/** 20,000 nameless members: every second is found by the letter z, every 200th also by the tag `few`, all have entries of their own. */
async function makeCrowd(): Promise<void> {
  const store = await makeStore(base)
  const [level] = await makeLevels(base)
  const { db, brand } = reading()
  const [z, few] = [tokenOf(brand, pinyinZ), tokenOf(brand, { kind: 'tag', value: 'few' })]
  await sql`
    with made as (
      insert into member (id, number, level_id, home_store_id, created_at)
      select gen_random_uuid(), upper(substr(md5(${store.id} || n), 1, 20)), ${level}::uuid, ${store.id}::uuid, now() from generate_series(1, 20000) n
      returning member_no)
    insert into member_token (token, member_no)
    select t, member_no from made, lateral (values (member_no * 1000), (member_no * 1000 + 1), (case when member_no % 2 = 0 then ${z}::bigint end),
      (case when member_no % 200 = 0 then ${few}::bigint end)) v(t) where t is not null`.execute(db)
  // The planner is told now what it would find out by itself within a minute: a plan must not depend on when that was.
  const owner = new pg.Client({ connectionString: base.ownerUrl, options: '-c search_path=brand_test' })
  await owner.connect()
  await owner.query('analyze member, member_token')
  await owner.end()
}
