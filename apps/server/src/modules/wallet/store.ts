/** SQL and locks on the wallet's own tables. Everything that changes a lot goes through `post`. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { LocalDate } from '../../platform/time.ts'
import { type ChainedMovement, chainHash } from './chain.ts'
import type { LotKind, LotUnit } from './rules.ts'

/** The end of a member's chain, locked until the transaction ends. */
export interface WalletHead {
  memberId: string
  lastSeq: number
  headHash: Buffer
}

export type Reason = 'top_up' | 'pass_sale' | 'spend' | 'refund' | 'void' | 'expiry' | 'elapse' | 'grant' | 'adjust' | 'transfer'

/** A lot about to be made; its whole initial quantity is its first movement. */
export interface NewLot {
  id: string
  kind: LotKind
  unit: LotUnit
  grantId: string
  name: string
  initial: number
  initialValueFen: number
  considerationFen: number
  /** Sold before it was wholly paid; left out: it was. */
  isPartPaid?: boolean
  serviceItemId: string | null
  passItemId: string | null
  startsOn: LocalDate
  expiresOn: LocalDate | null
  validityDays: number | null
  originKind: 'ticket_line' | 'grant' | 'import' | 'transfer'
  originId: string
  termsId: string | null
  priceBookVersion: number | null
  /** Transfer only: the lot it was taken from, whose store and age it keeps. */
  origin?: { lotId: string; storeId: string; createdAt: Temporal.Instant }
}

/** A change of a lot that exists: signed quantity and value. */
export interface Change {
  lotId: string
  quantity: number
  valueFen: number
  usedBy?: string | null
  /** A new last day: filled at first use, or the grace given when something returns to a lapsed lot. */
  expiresOn?: LocalDate
}

/** One transaction of a wallet, before it has a place in the chain. */
export interface Posting {
  reason: Reason
  sourceKind: 'ticket' | 'refund' | 'expiry' | 'grant' | 'transfer'
  sourceId: string
  storeId: string | null
  businessDay: LocalDate
  reversesId?: string | null
  note?: string
  newLots?: readonly NewLot[]
  changes?: readonly Change[]
}

/** Gives a member an empty wallet; made at enrolment, so that there is always a row to lock. */
export async function openWallet(ctx: WriteCtx, memberId: string): Promise<void> {
  await ctx.db.insertInto('wallet').values({ member_id: memberId }).execute()
}

/** Takes the lock under which everything of one member's wallet happens. */
export async function lockWallet(ctx: WriteCtx, memberId: string): Promise<WalletHead> {
  const row = await ctx.db
    .selectFrom('wallet')
    .select(['last_seq', 'head_hash'])
    .where('member_id', '=', memberId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return { memberId, lastSeq: row.last_seq, headHash: row.head_hash }
}

/** Takes the locks of several wallets, in the order of their members' ids, so that two transfers, or two bills, that cross wait instead of meeting. */
export async function lockWallets(ctx: WriteCtx, memberIds: readonly string[]): Promise<Map<string, WalletHead>> {
  if (memberIds.length === 0) return new Map()
  const { rows } = await sql<{ member_id: string; last_seq: number; head_hash: Buffer }>`
    select member_id, last_seq, head_hash from wallet where member_id = any(${memberIds}::uuid[]) order by member_id for update`.execute(
    ctx.db,
  )
  if (rows.length !== new Set(memberIds).size) throw new NotFound()
  return new Map(rows.map((r) => [r.member_id, { memberId: r.member_id, lastSeq: r.last_seq, headHash: r.head_hash }]))
}

interface PostedRow {
  transactions: { id: string; seq: number; hash: string; prevHash: string; posting: Posting }[]
  movements: (ChainedMovement & { transactionId: string; ordinal: number })[]
}

/** Puts postings behind the head, each with its sequence number and hash. */
function chain(ctx: WriteCtx, head: WalletHead, postings: readonly Posting[]): PostedRow {
  const rows: PostedRow = { transactions: [], movements: [] }
  let { lastSeq, headHash } = head
  for (const posting of postings) {
    const id = newId()
    const movements: ChainedMovement[] = [
      ...(posting.newLots ?? []).map((l) => ({ lotId: l.id, quantity: l.initial, valueFen: l.initialValueFen, usedBy: null })),
      ...(posting.changes ?? []).map((c) => ({ lotId: c.lotId, quantity: c.quantity, valueFen: c.valueFen, usedBy: c.usedBy ?? null })),
    ]
    lastSeq += 1
    const previous = headHash
    headHash = chainHash(previous, {
      id,
      memberId: head.memberId,
      seq: lastSeq,
      reason: posting.reason,
      sourceKind: posting.sourceKind,
      sourceId: posting.sourceId,
      reversesId: posting.reversesId ?? null,
      actorId: ctx.actor.id,
      storeId: posting.storeId,
      businessDay: posting.businessDay,
      atMs: ctx.now.epochMilliseconds,
      note: posting.note ?? '',
      movements,
    })
    rows.transactions.push({ id, seq: lastSeq, hash: headHash.toString('hex'), prevHash: previous.toString('hex'), posting })
    movements.forEach((m, ordinal) => {
      rows.movements.push({ ...m, transactionId: id, ordinal })
    })
  }
  return rows
}

/**
 * Writes wallet transactions: new lots, movements, changed lots and the new head of the chain, in one statement.
 * The caller holds the wallet's lock (`lockWallet`). The table's CHECKs are the last word: no lot below zero.
 * @returns the ids of the transactions, in the order of the postings
 * @throws NotFound when a lot is not this member's
 */
export async function post(ctx: WriteCtx, head: WalletHead, postings: readonly Posting[]): Promise<string[]> {
  if (postings.length === 0) return []
  const made = new Set(postings.flatMap((p) => (p.newLots ?? []).map((l) => l.id)))
  const uses = postings.findIndex((p) => p.changes?.some((c) => made.has(c.lotId)))
  // A statement does not see the lots it makes itself: what uses them goes in a second one.
  if (uses > 0) return [...(await post(ctx, head, postings.slice(0, uses))), ...(await post(ctx, head, postings.slice(uses)))]
  const { transactions, movements } = chain(ctx, head, postings)
  const last = transactions.at(-1)
  const changes = mergeChanges(postings.flatMap((p) => p.changes ?? []))
  const { rows } = await sql<{ changed: number }>`
    with made_lot as (
      insert into lot (id, member_id, kind, unit, grant_id, name, initial, remaining, initial_value_fen, value_fen, consideration_fen, is_part_paid,
        service_item_id, pass_item_id, starts_on, expires_on, validity_days, origin_kind, origin_id, origin_lot_id, store_id, terms_id, price_book_version,
        created_at)
      select id, ${head.memberId}::uuid, kind, unit, grant_id, name, initial, initial, initial_value_fen, initial_value_fen, consideration_fen, is_part_paid,
        service_item_id, pass_item_id, starts_on, expires_on, validity_days, origin_kind, origin_id, origin_lot_id, store_id, terms_id, price_book_version,
        coalesce(created_at, ${ctx.now}::timestamptz)
      from jsonb_to_recordset(${JSON.stringify(postings.flatMap(lotRows))}::jsonb) as r(id uuid, kind text, unit text, grant_id uuid, name text,
        initial bigint, initial_value_fen bigint, consideration_fen bigint, is_part_paid boolean, service_item_id uuid, pass_item_id uuid, starts_on date, expires_on date,
        validity_days int, origin_kind text, origin_id uuid, origin_lot_id uuid, store_id uuid, terms_id uuid, price_book_version int, created_at timestamptz)
    ), made_transaction as (
      insert into wallet_transaction (id, member_id, seq, reason, source_kind, source_id, reverses_id, actor_id, store_id, business_day, at, note, prev_hash, hash)
      select id, ${head.memberId}::uuid, seq, reason, source_kind, source_id, reverses_id, ${ctx.actor.id}::uuid, store_id, business_day, ${ctx.now}::timestamptz, note,
        decode(prev_hash, 'hex'), decode(hash, 'hex')
      from jsonb_to_recordset(${JSON.stringify(transactions.map(transactionRow))}::jsonb) as r(id uuid, seq bigint, reason text, source_kind text, source_id uuid,
        reverses_id uuid, store_id uuid, business_day date, note text, prev_hash text, hash text)
    ), made_movement as (
      insert into movement (transaction_id, ordinal, lot_id, quantity, value_fen, used_by)
      select * from jsonb_to_recordset(${JSON.stringify(movements.map(movementRow))}::jsonb)
        as r(transaction_id uuid, ordinal int, lot_id uuid, quantity bigint, value_fen bigint, used_by uuid)
    ), moved_head as (
      update wallet set last_seq = ${last?.seq ?? head.lastSeq}, head_hash = decode(${last?.hash ?? ''}, 'hex') where member_id = ${head.memberId}::uuid
    ), changed_lot as (
      update lot set remaining = lot.remaining + r.quantity, value_fen = lot.value_fen + r.value_fen, expires_on = coalesce(r.expires_on, lot.expires_on)
      from jsonb_to_recordset(${JSON.stringify(changes.map(changeRow))}::jsonb) as r(lot_id uuid, quantity bigint, value_fen bigint, expires_on date)
      where lot.id = r.lot_id and lot.member_id = ${head.memberId}::uuid
      returning lot.id
    )
    select count(*)::int as changed from changed_lot`.execute(ctx.db)
  if (rows[0]?.changed !== changes.length) throw new NotFound()
  head.lastSeq = last?.seq ?? head.lastSeq
  head.headHash = Buffer.from(last?.hash ?? '', 'hex')
  return transactions.map((t) => t.id)
}

/** One change per lot, as an UPDATE can touch a row only once. */
function mergeChanges(changes: readonly Change[]): Change[] {
  return [...Map.groupBy(changes, (c) => c.lotId)].map(([lotId, all]) => {
    const expiresOn = all.findLast((c) => c.expiresOn !== undefined)?.expiresOn
    return {
      lotId,
      quantity: all.reduce((a, c) => a + c.quantity, 0),
      valueFen: all.reduce((a, c) => a + c.valueFen, 0),
      ...(expiresOn === undefined ? {} : { expiresOn }),
    }
  })
}

function lotRows(posting: Posting) {
  return (posting.newLots ?? []).map((l) => ({
    id: l.id,
    kind: l.kind,
    unit: l.unit,
    grant_id: l.grantId,
    name: l.name,
    initial: l.initial,
    initial_value_fen: l.initialValueFen,
    consideration_fen: l.considerationFen,
    is_part_paid: l.isPartPaid ?? false,
    service_item_id: l.serviceItemId,
    pass_item_id: l.passItemId,
    starts_on: l.startsOn,
    expires_on: l.expiresOn,
    validity_days: l.validityDays,
    origin_kind: l.originKind,
    origin_id: l.originId,
    origin_lot_id: l.origin?.lotId ?? null,
    store_id: l.origin?.storeId ?? posting.storeId,
    terms_id: l.termsId,
    price_book_version: l.priceBookVersion,
    created_at: l.origin?.createdAt.toString() ?? null,
  }))
}

function transactionRow(t: PostedRow['transactions'][number]) {
  const p = t.posting
  return {
    id: t.id,
    seq: t.seq,
    reason: p.reason,
    source_kind: p.sourceKind,
    source_id: p.sourceId,
    reverses_id: p.reversesId ?? null,
    store_id: p.storeId,
    business_day: p.businessDay,
    note: p.note ?? '',
    prev_hash: t.prevHash,
    hash: t.hash,
  }
}

function movementRow(m: PostedRow['movements'][number]) {
  return {
    transaction_id: m.transactionId,
    ordinal: m.ordinal,
    lot_id: m.lotId,
    quantity: m.quantity,
    value_fen: m.valueFen,
    used_by: m.usedBy,
  }
}

function changeRow(c: Change) {
  return { lot_id: c.lotId, quantity: c.quantity, value_fen: c.valueFen, expires_on: c.expiresOn ?? null }
}
