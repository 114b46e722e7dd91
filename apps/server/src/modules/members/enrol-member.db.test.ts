import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../test/factories/access.ts'
import { makeLevels, makeMember } from '../../../test/factories/members.ts'
import { useDatabase } from '../../../test/harness.ts'
import { type Actor, system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { enrolMember } from './enrol-member.ts'
import { BirthdayInvalid, LevelUnfit, NumberTaken, PhoneInvalid, StoreUnfit, TagUnfit } from './errors.ts'
import { memberDetail } from './queries.ts'
import type { NewMemberInput } from './schemas.ts'

const base = useDatabase()

const reading = (actor: Actor = system) => readCtx(base.runtime, base.brand, actor)
const enrol = (input: NewMemberInput, actor: Actor = system) => write(base.runtime, base.brand, actor, (ctx) => enrolMember(ctx, input))

async function rowCounts(): Promise<unknown> {
  const { rows } = await sql`select (select count(*) from member) as members, (select count(*) from member_token) as tokens,
    (select count(*) from audit_entry) as audit`.execute(reading().db)
  return rows[0]
}

describe('enrolMember', () => {
  it('writes the member, the level, the tokens and the audit trail', async () => {
    const levels = await makeLevels(base)
    const store = await makeStore(base)
    const { result } = await enrol({ name: '欧阳娜娜', phone: '138 0013 8001', sex: 'female', homeStoreId: store.id })
    expect(result).toMatchObject({ version: 1, number: `M${String(result.memberNo).padStart(6, '0')}` })
    const { db } = reading()
    const row = await db.selectFrom('member').selectAll().where('id', '=', result.id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ level_id: levels[0], home_store_id: store.id, sex: 'female', created_by: null, allergies_enc: null })
    const audit = await db.selectFrom('audit_entry').selectAll().where('subject_id', '=', result.id).execute()
    expect(audit).toMatchObject([
      { action: 'member.enrol', subject_kind: 'Member', store_id: store.id, detail: { number: result.number, levelId: levels[0] } },
    ])
    const tokens = await db.selectFrom('member_token').select('member_no').where('member_no', '=', result.memberNo).execute()
    expect(tokens.length).toBeGreaterThan(20)
  })

  it('gives back everything as it was told', async () => {
    const told = {
      name: '单小姐',
      phone: '+852 9123 4567',
      birthday: { calendar: 'lunar', month: 12, day: 30, year: 1995 },
      preferences: '短发，不要太薄',
      allergies: '对苯二胺',
      notes: '喜欢靠窗',
      source: '朋友介绍',
    } as const
    const { id } = await makeMember(base, told)
    expect(await memberDetail(reading(), id)).toMatchObject({
      ...told,
      phone: '****4567',
      birthday: { calendar: 'lunar', month: 12, day: 30, year: 1995, nextOn: '2027-02-05' },
      hasAllergies: true,
      isActive: true,
      termsAccepted: false,
      createdAt: expect.stringMatching(/^2026-11-22T02:0/),
    })
  })

  it('passes over a number that somebody has by hand', async () => {
    const first = await makeMember(base)
    const next = `M${String(Number(first.number.slice(1)) + 1).padStart(6, '0')}`
    // The hand-given number takes a running number too, so the collision comes with the one after.
    const afterNext = `M${String(Number(next.slice(1)) + 1).padStart(6, '0')}`
    await makeMember(base, { number: afterNext })
    expect(Number((await makeMember(base)).number.slice(1))).toBeGreaterThan(Number(afterNext.slice(1)))
  })

  it('lets a family share a phone', async () => {
    const first = await makeMember(base, { phone: '13900139000' })
    const second = await makeMember(base, { phone: '13900139000' })
    expect(second.id).not.toBe(first.id)
  })

  it('refuses what does not fit, and changes nothing', async () => {
    const homeStoreId = (await makeStore(base)).id
    await makeLevels(base)
    await makeMember(base, { number: 'VIP001' })
    const cashier = await signInAs(base, 'cashier')
    const before = await rowCounts()
    const fits = { name: '李四', homeStoreId }
    await expect(enrol({ ...fits, phone: '12345' })).rejects.toBeInstanceOf(PhoneInvalid)
    await expect(enrol({ ...fits, number: 'vip001' })).rejects.toBeInstanceOf(NumberTaken)
    await expect(enrol({ ...fits, homeStoreId: newId() })).rejects.toBeInstanceOf(StoreUnfit)
    await expect(enrol({ ...fits, levelId: newId() })).rejects.toBeInstanceOf(LevelUnfit)
    await expect(enrol({ ...fits, tagIds: [newId()] })).rejects.toBeInstanceOf(TagUnfit)
    await expect(enrol({ ...fits, birthday: { calendar: 'solar', month: 2, day: 30 } })).rejects.toBeInstanceOf(BirthdayInvalid)
    await expect(enrol(fits, cashier.actor)).rejects.toBeInstanceOf(StoreUnfit)
    expect(await rowCounts()).toEqual(before)
  })

  it('leaves no name, phone or note in any column of any table', async () => {
    const { id } = await makeMember(base, {
      name: '司马青衫独一',
      phone: '13712349876',
      birthday: { calendar: 'solar', month: 7, day: 19, year: 1987 },
      preferences: '渐变长发独一',
      allergies: '氨水独一',
      notes: '独一的备注',
    })
    const dump = await dumpOf(base.ownerUrl)
    expect(dump).toContain(id)
    const secrets = ['司马', '青衫', '13712349876', 'simaqing', '渐变', '氨水', '独一', '"year"']
    const found = secrets.filter((s) => dump.includes(s) || dump.includes(Buffer.from(s).toString('hex')))
    expect(found).toEqual([])
  })
})

/** Every row of every table of the brand as text, binary columns in hexadecimal. */
async function dumpOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      "select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'brand_test', 'graphile_worker')",
    )
    const texts: string[] = []
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ text: string }>(`select t::text as text from ${name} t`)
      texts.push(name, ...rows.map((r) => r.text))
    }
    return texts.join('\n')
  } finally {
    await client.end()
  }
}
