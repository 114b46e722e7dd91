/** A member as every list shows one. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { openContact } from './person.ts'
import { maskPhone } from './phone.ts'
import type { MemberRow, Tag } from './schemas.ts'

export interface RowOfList {
  id: string
  member_no: number
  number: string
  sex: MemberRow['sex']
  level_id: string
  level_name: string
  home_store_id: string
  photo_id: string | null
  is_active: boolean
  version: number
  person_key: Buffer | null
  contact_enc: Buffer | null
  has_allergies: boolean
  /** In no order, null when there is none: sorting here costs a page less than sorting for each row there. */
  tags: Tag[] | null
  stat_visits: number | null
  stat_spend_fen: number | null
  stat_last_visit_on: string | null
}

export const listColumns = sql`
  m.id, m.member_no, m.number, m.sex, m.level_id, l.name as level_name, m.home_store_id, m.photo_id, m.is_active, m.version, m.person_key,
  m.contact_enc, m.allergies_enc is not null as has_allergies,
  (select json_agg(json_build_object('id', t.id, 'name', t.name, 'isAuto', t.is_auto)) from member_tag mt join tag t on t.id = mt.tag_id
    where mt.member_id = m.id) as tags`

export const statColumns = sql`stat.visits as stat_visits, stat.spend_fen as stat_spend_fen, stat.last_visit_on as stat_last_visit_on`

/** Phones are masked for everybody; one is shown in full on request, and that is written down. */
export function phoneFor(e164: string | null): string | null {
  return e164 === null ? null : maskPhone(e164)
}

export function toRow(ctx: ReadCtx, row: RowOfList): MemberRow {
  const { name, phone } = openContact(ctx.brand, row)
  const seesMoney = ctx.actor.can('read', 'Wallet')
  return {
    id: row.id,
    number: row.number,
    name,
    phone: phoneFor(phone),
    sex: row.sex,
    level: { id: row.level_id, name: row.level_name },
    homeStoreId: row.home_store_id,
    photoId: row.photo_id,
    tags: (row.tags ?? []).sort((a, b) => (a.name < b.name ? -1 : 1)),
    hasAllergies: row.has_allergies,
    isActive: row.is_active,
    visits: row.stat_visits,
    spendFen: seesMoney ? row.stat_spend_fen : null,
    lastVisitOn: row.stat_last_visit_on,
    version: row.version,
  }
}
