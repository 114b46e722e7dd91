/** What is read of cards, their owners and their transfers. */
import { sql } from 'kysely'
import { inScope, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { openMemberNames, recordsOf } from '../members/index.ts'
import { foldNumber } from './codes.ts'
import { cardFace } from './face.ts'
import { findGuard } from './guard-store.ts'
import { phoneQr, printedQr } from './qr.ts'
import type { CardState } from './rules.ts'
import { findCard } from './store.ts'
import { lockedUntil } from './tries.ts'

interface CardRow {
  id: string
  cardNo: number
  memberId: string
  memberNumber: string
  number: string
  form: 'physical' | 'virtual'
  state: CardState
  validUntil: string | null
  stopsSpending: boolean
  storeId: string
  issuedAt: Temporal.Instant
  activatedAt: Temporal.Instant | null
  replacesNumber: string | null
  replacedByNumber: string | null
  events: { verb: string; reason: string; at: string; storeId: string; actorName: string | null }[]
}

const rowColumns = sql`
  c.id, c.card_no as "cardNo", c.member_id as "memberId", m.number as "memberNumber", c.number, c.form, c.state, c.valid_until as "validUntil",
  c.stops_spending as "stopsSpending", c.store_id as "storeId", c.issued_at as "issuedAt", c.activated_at as "activatedAt",
  (select number from member_card o where o.id = c.replaces_id) as "replacesNumber",
  (select number from member_card n where n.replaces_id = c.id) as "replacedByNumber",
  (select coalesce(jsonb_agg(jsonb_build_object('verb', e.verb, 'reason', e.reason, 'at', e.at, 'storeId', e.store_id, 'actorName', staff.name)
      order by e.at desc, e.id desc), '[]')
    from card_event e left join staff on staff.id = e.actor_id where e.card_id = c.id) as events`

function toCard({ cardNo: _, ...row }: CardRow) {
  return {
    ...row,
    issuedAt: row.issuedAt.toString(),
    activatedAt: row.activatedAt?.toString() ?? null,
    events: row.events.map((e) => ({ ...e, at: Temporal.Instant.from(e.at).toString() })),
  }
}

/** The cards of a member, newest first, and what stands before their money. @throws NotFound */
export async function cardsOfMember(ctx: ReadCtx, memberId: string) {
  const guard = await findGuard(ctx, memberId)
  if (!guard) throw new NotFound()
  const { rows } = await sql<CardRow>`
    select ${rowColumns} from member_card c join member m on m.id = c.member_id
    where c.member_id = any(${recordsOf(memberId)}) order by c.card_no desc`.execute(ctx.db)
  const locked = await lockedUntil(ctx, 'pin', memberId)
  const isLocked = locked !== null && Temporal.Instant.compare(locked, ctx.now) > 0
  return {
    cards: rows.map(toCard),
    hasPin: guard.pinHash !== null,
    pinSetAt: guard.pinSetAt?.toString() ?? null,
    pinLockedUntil: isLocked ? locked.toString() : null,
    isSpendingStopped: guard.stoppedByCardId !== null,
  }
}

/** Cards of the brand, newest first, by number or state. */
export async function listCards(
  ctx: ReadCtx,
  filter: { number?: string | undefined; state?: CardState | undefined; limit: number; cursor?: string | undefined },
) {
  const before = Number(decodeCursor(filter.cursor, 1)?.[0] ?? Number.MAX_SAFE_INTEGER)
  const number = filter.number === undefined ? null : foldNumber(filter.number)
  const { rows } = await sql<CardRow>`
    select ${rowColumns} from member_card c join member m on m.id = c.member_id
    where c.card_no < ${before}::bigint and (${number}::text is null or c.number = ${number}) and (${filter.state ?? null}::text is null or c.state = ${filter.state ?? null})
    order by c.card_no desc limit ${filter.limit + 1}::int`.execute(ctx.db)
  return toPage(rows, filter.limit, toCard, (row) => [row.cardNo])
}

/** The card's face for printing; only of a card that is in use. @throws NotFound */
export async function readFace(ctx: ReadCtx, cardId: string) {
  const card = await findCard(ctx, { id: cardId })
  if (!card || (card.state !== 'active' && card.state !== 'issued')) throw new NotFound()
  const svg = cardFace({ brandName: ctx.brand.name, number: card.number, qr: printedQr(ctx.brand.keys, card) })
  return { cardId: card.id, number: card.number, svg }
}

/** What the member's phone shows for this minute. @throws NotFound */
export async function readPhoneCode(ctx: ReadCtx, cardId: string) {
  const card = await findCard(ctx, { id: cardId })
  if (card?.state !== 'active') throw new NotFound()
  const { text, showUntil } = phoneQr(ctx.brand.keys, card, ctx.now)
  return { cardId: card.id, text, showUntil: showUntil.toString() }
}

interface TransferRow {
  id: string
  kind: 'whole' | 'part' | 'claim'
  number: string
  storeId: string
  storeName: string
  businessDay: string
  fromMemberId: string
  toMemberId: string
  cardNumber: string | null
  termsVersion: number | null
  reason: string
  valueFen: number
  noticedAt: Temporal.Instant
  recordedAt: Temporal.Instant
  recordedByName: string | null
  lines: { fromLotId: string; toLotId: string; name: string; kind: string; unit: string; quantity: number; valueFen: number }[]
}

const transferColumns = sql`
  t.id, t.kind, t.number, t.store_id as "storeId", store.name as "storeName", t.business_day as "businessDay", t.from_member_id as "fromMemberId",
  t.to_member_id as "toMemberId", c.number as "cardNumber", terms.version as "termsVersion", t.reason, t.value_fen as "valueFen",
  t.noticed_at as "noticedAt", t.recorded_at as "recordedAt", staff.name as "recordedByName",
  (select coalesce(jsonb_agg(jsonb_build_object('fromLotId', l.from_lot_id, 'toLotId', l.to_lot_id, 'name', lot.name, 'kind', lot.kind,
      'unit', lot.unit, 'quantity', l.quantity, 'valueFen', l.value_fen) order by l.ordinal), '[]')
    from transfer_line l join lot on lot.id = l.to_lot_id where l.transfer_id = t.id) as lines`

const transferTables = sql`transfer t join store on store.id = t.store_id left join member_card c on c.id = t.card_id
  left join terms on terms.id = t.terms_id left join staff on staff.id = t.recorded_by`

async function withNames(ctx: ReadCtx, rows: readonly TransferRow[]) {
  const names = await openMemberNames(
    ctx,
    rows.flatMap((r) => [r.fromMemberId, r.toMemberId]),
  )
  const party = (memberId: string) => ({ memberId, name: names.get(memberId)?.name ?? null, number: names.get(memberId)?.number ?? '' })
  return rows.map(({ fromMemberId, toMemberId, ...row }) => ({
    ...row,
    noticedAt: row.noticedAt.toString(),
    recordedAt: row.recordedAt.toString(),
    from: party(fromMemberId),
    to: party(toMemberId),
  }))
}

/** Transfers from or to a member, newest first, at most a hundred. */
export async function transfersOfMember(ctx: ReadCtx, memberId: string) {
  const { rows } = await sql<TransferRow>`
    select ${transferColumns} from ${transferTables}
    where t.from_member_id = ${memberId}::uuid or t.to_member_id = ${memberId}::uuid order by t.recorded_at desc, t.id desc limit 100`.execute(
    ctx.db,
  )
  return { items: await withNames(ctx, rows), nextCursor: null }
}

/** One notice of transfer. @throws NotFound, also out of the actor's sight */
export async function readTransfer(ctx: ReadCtx, transferId: string) {
  const { rows } = await sql<TransferRow>`select ${transferColumns} from ${transferTables} where t.id = ${transferId}::uuid`.execute(ctx.db)
  const [transfer] = await withNames(ctx, rows)
  if (!transfer || !inScope(ctx.actor, transfer.storeId)) throw new NotFound()
  return transfer
}
