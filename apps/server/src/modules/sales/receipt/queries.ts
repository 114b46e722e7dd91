/** Gathers what a receipt says from what was posted. */
import { sql } from 'kysely'
import { authorize, type ReadCtx } from '../../../platform/ctx.ts'
import { NotFound } from '../../../platform/errors.ts'
import { openMemberNames } from '../../members/index.ts'
import { readStore } from '../../settings/index.ts'
import { readTicket } from '../documents.ts'
import { ReceiptNotReady } from '../errors.ts'
import { laterFenOf } from '../later.ts'
import { readRefund } from '../refund-queries.ts'
import type { FactLot, ReceiptFacts } from './facts.ts'
import { maskName } from './text.ts'

/** The facts of a completed or voided bill. @throws NotFound; ReceiptNotReady for a bill that is still held */
export async function ticketFacts(ctx: ReadCtx, ticketId: string): Promise<ReceiptFacts> {
  const ticket = await readTicket(ctx, ticketId)
  authorize(ctx, 'read', 'Ticket', ticket.storeId)
  const { number, businessDay, completedAt, totalFen } = ticket
  if (number === null || businessDay === null || completedAt === null || totalFen === null)
    throw new ReceiptNotReady({ state: ticket.state })
  const at = Temporal.Instant.from(completedAt)
  const memberIds = membersOf(ticket.memberId, [...ticket.tenders, ...ticket.lines])
  const lots = await lotsAround(ctx, { memberIds, sourceKind: 'ticket', sourceId: ticket.id, at, businessDay })
  const allocations = ticket.lines.flatMap((l) => l.allocations)
  return {
    kind: 'sale',
    ...(await shopOf(ctx, ticket.storeId)),
    number,
    ticketNumber: null,
    isVoided: ticket.state === 'voided',
    businessDay,
    at,
    cashier: ticket.completedByName ?? '',
    approver: null,
    reasonCode: null,
    member: ticket.memberNumber === null ? null : { number: ticket.memberNumber, name: ticket.memberName },
    lines: ticket.lines.map((l) => ({
      ...l,
      laterFen: laterFenOf(ticket.tenders, l),
      adjustments: l.adjustments.map((a) => ({ ...a, approver: a.approvedByName })),
      worksheet: [],
    })),
    totalFen,
    tenders: ticket.tenders.map((t) => ({
      ...t,
      kind: wordOf(t.kind, ticket.exchange?.isUpgrade),
      fromKind: wordOf(t.kind, ticket.exchange?.isUpgrade),
      reason: '',
      source: sourceOf(t, ticket.memberId),
      lots: allocations.filter((a) => a.tenderId === t.id && a.lotId !== null),
    })),
    lots: lots.get(ticket.memberId ?? '') ?? [],
    others: await othersOf(ctx, ticket, lots),
    exchange: ticket.exchange && {
      number: ticket.exchange.refundNumber,
      isUpgrade: ticket.exchange.isUpgrade,
      lines: (await readRefund(ctx, ticket.exchange.refundId)).lines.filter((l) => l.kind !== 'rounding'),
    },
    takenBack: ticket.refunds,
  }
}

/** The facts of a refund or void. @throws NotFound */
export async function refundFacts(ctx: ReadCtx, refundId: string): Promise<ReceiptFacts> {
  const refund = await readRefund(ctx, refundId)
  authorize(ctx, 'read', 'Ticket', refund.storeId)
  // Prepaid money given back by law has a paper of its own: its worksheet.
  if (refund.kind === 'prepaid_refund') throw new NotFound()
  const { memberId, businessDay } = refund
  const at = Temporal.Instant.from(refund.refundedAt)
  const memberIds = membersOf(memberId, refund.tenders)
  const lots = await lotsAround(ctx, { memberIds, sourceKind: 'refund', sourceId: refund.id, at, businessDay })
  const sheet = await worksheetOf(ctx, refundId)
  const member = memberId === null ? undefined : (await openMemberNames(ctx, [memberId])).get(memberId)
  return {
    kind: refund.kind === 'void' ? 'void' : 'refund',
    ...(await shopOf(ctx, refund.storeId)),
    number: refund.number,
    ticketNumber: refund.ticketNumber,
    isVoided: false,
    businessDay,
    at,
    cashier: refund.refundedByName,
    approver: refund.approvedByName,
    reasonCode: refund.reasonCode,
    member: member ?? null,
    lines: refund.lines.map((l) => {
      const rows = sheet.filter((s) => s.lineId === l.lineId)
      // The document speaks of what goes back: that is its list price, and nothing of it is discounted again.
      return {
        ...l,
        itemId: rows[0]?.itemId ?? null,
        unitListFen: l.netFen,
        listFen: l.netFen,
        bonusFen: 0,
        laterFen: 0,
        depositKind: null,
        adjustments: [],
        worksheet: rows.map((s) => ({ ...s, tenderKind: wordOf(s.tenderKind, refund.exchange?.isUpgrade) })),
      }
    }),
    totalFen: refund.totalFen,
    tenders: refund.tenders.map((t) => ({
      ...t,
      kind: wordOf(t.kind, refund.exchange?.isUpgrade),
      fromKind: wordOf(t.fromKind, refund.isOfUpgrade),
      reference: '',
      source: sourceOf(t, memberId),
      receivedFen: null,
      changeFen: null,
      lots: sheet.filter((s) => s.tenderId === t.tenderId && s.lotKind !== null),
    })),
    lots: lots.get(memberId ?? '') ?? [],
    others: await othersOf(ctx, refund, lots),
    exchange: refund.exchange && { number: refund.exchange.ticketNumber, isUpgrade: refund.exchange.isUpgrade, lines: [] },
    takenBack: [],
  }
}

async function shopOf(ctx: ReadCtx, storeId: string): Promise<Pick<ReceiptFacts, 'shop' | 'zone'>> {
  const { name, address, phone, openingHours, zone } = await readStore(ctx, storeId)
  return { shop: { brandName: ctx.brand.name, storeName: name, address, phone, openingHours }, zone }
}

/** Whose wallet paid, or who handed over the money, when that is not the bill's member; whose account; what a deposit was for. Names of people are masked. */
function sourceOf(
  tender: {
    memberId: string | null
    payerId: string | null
    memberName: string | null
    sourceName: string | null
    sourceMemberId: string | null
  },
  memberId: string | null,
): string {
  const who = tender.memberId ?? tender.payerId
  if (who !== null && who !== memberId) return maskName(tender.memberName ?? '')
  return tender.sourceMemberId === null ? (tender.sourceName ?? '') : maskName(tender.sourceName ?? '')
}

/** The members a document concerns: the bill's own first, then whoever else paid or was given something. */
function membersOf(memberId: string | null, parts: readonly { memberId: string | null }[]): string[] {
  return [...new Set([memberId, ...parts.map((p) => p.memberId)].filter((id) => id !== null))]
}

/**
 * Every other member with a line of their own whose wallet a document moved. Who only lets somebody draw on theirs may be at home: what was taken
 * stands with the tender, and what is left is not for the paper of whoever took it.
 */
async function othersOf(
  ctx: ReadCtx,
  document: { memberId: string | null; lines: readonly { memberId: string | null }[] },
  lots: ReadonlyMap<string, FactLot[]>,
): Promise<ReceiptFacts['others']> {
  const onIt = new Set(document.lines.map((l) => l.memberId))
  const isOther = (id: string) => id !== document.memberId && onIt.has(id)
  const ids = [...lots].filter(([id, own]) => isOther(id) && own.some((l) => l.isMoved)).map(([id]) => id)
  const names = await openMemberNames(ctx, ids)
  return ids.flatMap((id) => {
    const person = names.get(id)
    return person ? [{ ...person, lots: lots.get(id) ?? [] }] : []
  })
}

interface WorksheetRow {
  lineId: string
  itemId: string | null
  tenderId: string
  tenderKind: string
  lotKind: string | null
  lotName: string | null
  quantity: number
  amountFen: number
}

/** What paid because a visit became the first of a pass is no goods. */
function wordOf(kind: string, isUpgrade = false): string {
  return kind === 'exchange' && isUpgrade ? 'upgrade' : kind
}

/** Where each refunded line went back to, tender by tender and lot by lot. */
async function worksheetOf(ctx: ReadCtx, refundId: string): Promise<WorksheetRow[]> {
  const { rows } = await sql<WorksheetRow>`
    select rl.line_id as "lineId", tl.item_id as "itemId", rt.tender_id as "tenderId", rt.kind as "tenderKind", lot.kind as "lotKind", lot.name as "lotName",
      sum(a.quantity)::bigint as quantity, sum(a.amount_fen)::bigint as "amountFen"
    from refund_line rl
    join refund_allocation a on a.refund_id = rl.refund_id and a.refund_line_id = rl.id
    join refund_tender rt on rt.id = a.refund_tender_id
    join tender on tender.id = rt.tender_id
    join ticket_line tl on tl.id = rl.line_id
    left join lot on lot.id = a.lot_id
    where rl.refund_id = ${refundId}::uuid
    group by rl.line_id, tl.ordinal, tl.item_id, rt.tender_id, rt.kind, tender.ordinal, lot.kind, lot.name
    order by tl.ordinal, tender.ordinal, lot.kind desc, lot.name`.execute(ctx.db)
  return rows
}

interface Around {
  memberIds: readonly string[]
  sourceKind: 'ticket' | 'refund'
  sourceId: string
  at: Temporal.Instant
  businessDay: string
}

/**
 * The lots of some members right before and right after a document, summed from movements up to its place in each wallet's sequence, so
 * that a receipt printed again next year says what it said today. A document that moved nothing stands after what had happened by its
 * instant. What had lapsed by then is left out, as in the quote the customer saw.
 */
async function lotsAround(ctx: ReadCtx, around: Around): Promise<Map<string, FactLot[]>> {
  const { memberIds, sourceKind, sourceId, at, businessDay } = around
  if (memberIds.length === 0) return new Map()
  const { rows } = await sql<FactLot & { memberId: string }>`
    with span as (
      select who.id as member_id, coalesce(own.before, seen.seq, 0) as before, coalesce(own.after, seen.seq, 0) as after
      from unnest(${memberIds}::uuid[]) who(id)
      cross join lateral (select min(seq) - 1 as before, max(seq) as after from wallet_transaction
        where member_id = who.id and source_kind = ${sourceKind} and source_id = ${sourceId}::uuid) own
      cross join lateral (select max(seq) as seq from wallet_transaction where member_id = who.id and at <= ${at}::timestamptz) seen
    )
    select lot.member_id as "memberId", lot.kind, lot.unit, lot.name, coalesce(sum(m.quantity) filter (where t.seq <= span.before), 0)::bigint as before,
      sum(m.quantity)::bigint as after, bool_or(t.seq > span.before) as "isMoved"
    from span
    join wallet_transaction t on t.member_id = span.member_id and t.seq <= span.after
    join movement m on m.transaction_id = t.id
    join lot on lot.id = m.lot_id
    where lot.is_frozen or lot.expires_on is null or lot.expires_on >= ${businessDay}::date
    group by lot.id
    having sum(m.quantity) <> 0 or bool_or(t.seq > span.before)
    order by lot.created_at, lot.kind desc, lot.name, lot.id`.execute(ctx.db)
  const byMember = Map.groupBy(rows, (r) => r.memberId)
  return new Map(memberIds.map((id) => [id, (byMember.get(id) ?? []).map(({ memberId: _, ...lot }) => lot)]))
}
