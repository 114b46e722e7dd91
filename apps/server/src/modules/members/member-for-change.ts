/** What a change of a member starts from, and what they are found by after it. */

import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { dateIn } from '../../platform/time.ts'
import { type CustomField, fieldsOf, searchWords } from '../fields/index.ts'
import { openContact, openPerson, type Person, type SealedPerson, tokensOf } from './person.ts'
import type { MemberChange, MemberRow } from './schemas.ts'
import type { Known } from './search-tokens.ts'
import { replaceTokens } from './store.ts'

export type RowForChange = SealedPerson & {
  id: string
  member_no: number
  number: string
  level_id: string
  home_store_id: string
  adviser_id: string | null
  photo_id: string | null
  merged_into_id: string | null
  sex: MemberRow['sex']
  source: string
  is_active: boolean
  version: number
  created_at: Temporal.Instant
  zone: string
  person_key: Buffer | null
  tag_ids: string[]
  /** Of every card of this person, those of merged records too. */
  card_numbers: string[]
  has_level: boolean
  has_store: boolean
  has_adviser: boolean
  /** Other records of this person, sealed, bytes in hexadecimal. */
  merged: { id: string; number: string; person_key: string | null; contact_enc: string | null }[] | null
}

const columns = sql`
  m.id, m.member_no, m.number, m.level_id, m.home_store_id, m.adviser_id, m.photo_id, m.merged_into_id, m.sex, m.source, m.is_active,
  m.version, m.created_at, m.person_key, m.contact_enc, m.birthday_enc, m.preferences_enc, m.allergies_enc, m.notes_enc, m.fields_enc,
  (select zone from store where id = m.home_store_id) as zone,
  (select coalesce(jsonb_agg(tag_id), '[]') from member_tag where member_id = m.id) as tag_ids,
  (select coalesce(jsonb_agg(c.number), '[]') from member_card c join member o on o.id = c.member_id
    where o.id = m.id or o.merged_into_id = m.id) as card_numbers,
  (select jsonb_agg(jsonb_build_object('id', x.id, 'number', x.number, 'person_key', encode(x.person_key, 'hex'),
    'contact_enc', encode(x.contact_enc, 'hex'))) from member x where x.merged_into_id = m.id) as merged`

/** A member about to be changed, locked; says whether the level, store and adviser a change names exist. */
export async function memberForChange(
  ctx: WriteCtx,
  memberId: string,
  change: Pick<MemberChange, 'levelId' | 'homeStoreId' | 'adviserId'> = {},
): Promise<RowForChange | null> {
  const { rows } = await sql<RowForChange>`
    select ${columns},
      exists (select 1 from level where id = coalesce(${change.levelId ?? null}::uuid, m.level_id)) as has_level,
      exists (select 1 from store where id = coalesce(${change.homeStoreId ?? null}::uuid, m.home_store_id)) as has_store,
      (${change.adviserId ?? null}::uuid is null or exists (
        select 1 from staff where id = ${change.adviserId ?? null}::uuid and is_active)) as has_adviser
    from member m where m.id = ${memberId}::uuid for update of m`.execute(ctx.db)
  return rows[0] ?? null
}

/** Members by running number, locked, for renewing what they are found by. */
export async function membersForRenewal(ctx: WriteCtx, afterNo: number, limit: number): Promise<RowForChange[]> {
  const { rows } = await sql<RowForChange>`
    select ${columns}, true as has_level, true as has_store, true as has_adviser
    from member m where m.member_no > ${afterNo} and m.person_key is not null and m.merged_into_id is null
    order by m.member_no limit ${limit} for update of m`.execute(ctx.db)
  return rows
}

function mergedOf(ctx: ReadCtx, row: RowForChange): Known[] {
  const bytes = (hex: string | null) => (hex === null ? null : Buffer.from(hex, 'hex'))
  return (row.merged ?? []).flatMap((m) => {
    const { name, phone } = openContact(ctx.brand, { id: m.id, person_key: bytes(m.person_key), contact_enc: bytes(m.contact_enc) })
    return name === null ? [] : [{ name, phone, number: m.number }]
  })
}

/** Everything a member is found by. */
export function tokensForRow(ctx: ReadCtx, row: RowForChange, person: Person, fields: readonly CustomField[]): string[] {
  return tokensOf(ctx.brand, {
    name: person.name,
    phone: person.phone,
    number: row.number,
    cardNumbers: row.card_numbers,
    levelId: row.level_id,
    tagIds: row.tag_ids,
    adviserId: row.adviser_id,
    birthday: person.birthday,
    joinedOn: dateIn(row.created_at, row.zone),
    fieldWords: searchWords(fields, person.fields ?? {}),
    merged: mergedOf(ctx, row),
  })
}

/** Makes a changed member be found by what is true now; `row` holds the new level, tags and adviser. */
export async function renewTokens(ctx: WriteCtx, row: RowForChange, person?: Person, fields?: readonly CustomField[]): Promise<void> {
  const opened = person ?? openPerson(ctx.brand, row)
  const known = fields ?? (await fieldsOf(ctx, 'member'))
  await replaceTokens(ctx, row.member_no, tokensForRow(ctx, row, { ...opened, name: opened.name ?? '' }, known))
}
