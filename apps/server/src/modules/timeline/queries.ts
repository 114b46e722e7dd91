import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { keyOfPerson, openMemberNames, recordsOf } from '../members/index.ts'
import { KINDS, type Kind, type TimelineEntry } from './schemas.ts'
import { kindsFor, SOURCES } from './sources.ts'

interface Row {
  kind: Kind
  id: string
  at: Temporal.Instant
  at_text: string
  by: string | null
  store_id: string | null
  ticket_id: string | null
  refund_id: string | null
  number: string | null
  amount_fen: number | null
  words: string[] | null
  sealed: Buffer | null
  code: string | null
  member_id: string
  member_number: string
  person_key: Buffer | null
}

/** Everything that happened with a member, newest first, under every record of theirs: one statement per page, and one for names where means were shared. */
export async function memberTimeline(
  ctx: ReadCtx,
  memberId: string,
  query: { kind?: Kind | readonly Kind[] | undefined; limit: number; cursor?: string | undefined },
) {
  const cursor = decodeCursor(query.cursor, 2)
  const before = { at: cursor === null ? null : String(cursor[0]), key: String(cursor?.[1] ?? ''), limit: query.limit + 1 }
  const kinds = kindsFor(ctx, [query.kind ?? KINDS].flat())
  if (kinds.length === 0) return { items: [], nextCursor: null }
  const parts = kinds.flatMap((kind) => SOURCES[kind].map((source) => source(before)))
  const { rows } = await sql<Row>`
    with who as (select unnest(${recordsOf(memberId)}) as id),
      entry (kind, id, at, actor_id, store_id, ticket_id, refund_id, number, amount_fen, words, sealed, code, member_id) as (
        ${sql.join(parts, sql` union all `)}
      )
    select e.kind, e.id, e.at, e.at::text as at_text, s.name as by, e.store_id, e.ticket_id, e.refund_id, e.number, e.amount_fen, e.words, e.sealed, e.code,
      e.member_id, m.number as member_number, m.person_key
    from entry e left join staff s on s.id = e.actor_id join member m on m.id = e.member_id
    order by e.at desc, e.id desc limit ${query.limit + 1}`.execute(ctx.db)
  const others = await openMemberNames(
    ctx,
    rows.flatMap((row) => (row.kind === 'shared' ? (row.words?.[0] ?? []) : [])),
  )
  return toPage(
    rows,
    query.limit,
    (row) => entryOf(ctx, memberId, row.kind === 'shared' ? withName(row, others) : row),
    (row) => [row.at_text, row.id],
  )
}

/** Of what was shared the first word is the other person: their name, or their number where there is none. */
function withName(row: Row, others: Awaited<ReturnType<typeof openMemberNames>>): Row {
  const [id = '', ...lots] = row.words ?? []
  const other = others.get(id)
  return { ...row, words: [other?.name ?? other?.number ?? '', ...lots] }
}

function entryOf(ctx: ReadCtx, memberId: string, row: Row): TimelineEntry {
  const opensBills = ctx.actor.can('read', 'Ticket')
  const key = row.sealed === null ? null : keyOfPerson(ctx.brand, { id: row.member_id, person_key: row.person_key })
  const words = row.sealed === null ? (row.words ?? []) : key === null ? [] : [key.open(`note|${row.id}`, row.sealed)]
  return {
    kind: row.kind,
    id: row.id,
    at: row.at.toString(),
    by: row.by,
    storeId: row.store_id,
    ticketId: opensBills ? row.ticket_id : null,
    refundId: opensBills ? row.refund_id : null,
    number: opensBills ? row.number : null,
    amountFen: opensBills ? row.amount_fen : null,
    words,
    code: row.code,
    recordNumber: row.member_id === memberId ? null : row.member_number,
  }
}
