/** What the bills and refunds of some shifts come to, from what was posted. One statement over all of them; rows per shift, part and kind. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'

/** One kind of a part, with how often and how much. */
export interface KindTotal {
  kind: string
  count: number
  quantity: number
  amountFen: number
}

export interface ShiftTotals {
  ticketCount: number
  listFen: number
  totalFen: number
  /** Bills of another business day than the shift's, such as after midnight. */
  otherDayCount: number
  /** Lines by kind, rounding among them; amounts are net. */
  lines: KindTotal[]
  /** Steps from list to net by kind, negative where they make it cheaper. */
  adjustments: KindTotal[]
  tenders: KindTotal[]
  /** Refunds and voids. */
  refunds: KindTotal[]
  refundLines: KindTotal[]
  refundTenders: KindTotal[]
  /** Lots by kind, from the movements that bills and refunds caused: worth of what was sold, used, returned to its lot, taken back. */
  sold: KindTotal[]
  used: KindTotal[]
  returned: KindTotal[]
  takenBack: KindTotal[]
  /** Cash tenders by what they paid for; what was given as change is not in them. */
  cashSalesFen: number
  cashTopUpFen: number
  cashRefundFen: number
}

const LISTS = [
  'lines',
  'adjustments',
  'tenders',
  'refunds',
  'refundLines',
  'refundTenders',
  'sold',
  'used',
  'returned',
  'takenBack',
] as const
const SUMS = ['ticketCount', 'listFen', 'totalFen', 'otherDayCount', 'cashSalesFen', 'cashTopUpFen', 'cashRefundFen'] as const

export function noTotals(): ShiftTotals {
  const lists = Object.fromEntries(LISTS.map((name) => [name, []])) as unknown as Pick<ShiftTotals, (typeof LISTS)[number]>
  const sums = Object.fromEntries(SUMS.map((name) => [name, 0])) as unknown as Pick<ShiftTotals, (typeof SUMS)[number]>
  return { ...sums, ...lists }
}

/** Several shifts in one: what a day comes to. */
export function addTotals(all: readonly ShiftTotals[]): ShiftTotals {
  const sum = noTotals()
  for (const name of SUMS) sum[name] = all.reduce((total, one) => total + one[name], 0)
  for (const name of LISTS) sum[name] = addKinds(all.flatMap((one) => one[name]))
  return sum
}

function addKinds(rows: readonly KindTotal[]): KindTotal[] {
  return [...Map.groupBy(rows, (r) => r.kind)]
    .map(([kind, same]) => {
      const total = (of: (row: KindTotal) => number) => same.reduce((sum, row) => sum + of(row), 0)
      return { kind, count: total((r) => r.count), quantity: total((r) => r.quantity), amountFen: total((r) => r.amountFen) }
    })
    .sort((a, b) => (a.kind < b.kind ? -1 : 1))
}

interface FactRow {
  shift_id: string
  part: string
  kind: string
  count: number
  quantity: number
  fen: number
}

/** How many of a line: money that is kept or owed counts once, whatever its fen. */
const pieces = (kind: string, quantity: string) =>
  sql.raw(`sum(case when ${kind} in ('deposit', 'settlement', 'forfeit') then 1 else ${quantity} end)`)

/**
 * The totals of each shift that is named; a shift without documents has zeros. Reads by the indexes on `shift_id`.
 * @param shifts with the business day each counts for
 */
export async function shiftTotals(ctx: ReadCtx, shifts: readonly { id: string; businessDay: string }[]): Promise<Map<string, ShiftTotals>> {
  const { rows } = await sql<FactRow>`
    with s as (
      select * from unnest(${shifts.map((x) => x.id)}::uuid[], ${shifts.map((x) => x.businessDay)}::date[]) as s(id, day)
    ), t as materialized (
      select ticket.id, s.id as shift_id, ticket.list_fen, ticket.total_fen, ticket.business_day <> s.day as is_other_day
      from s join ticket on ticket.shift_id = s.id
    ), r as materialized (
      select refund.id, s.id as shift_id, refund.kind, refund.total_fen from s join refund on refund.shift_id = s.id
    )
    select shift_id, 'ticket' as part, '' as kind, count(*) as count, count(*) filter (where is_other_day) as quantity, sum(total_fen) as fen from t group by shift_id
    union all select shift_id, 'list', '', count(*), 0, sum(list_fen) from t group by shift_id
    union all select t.shift_id, 'lines', l.kind, count(*), ${pieces('l.kind', 'l.quantity')}, sum(l.net_fen)
      from t join ticket_line l on l.ticket_id = t.id group by t.shift_id, l.kind
    union all select t.shift_id, 'adjustments', a.kind, count(*), 0, sum(a.amount_fen)
      from t join line_adjustment a on a.ticket_id = t.id group by t.shift_id, a.kind
    union all select t.shift_id, 'tenders', e.kind, count(*), 0, sum(e.amount_fen)
      from t join tender e on e.ticket_id = t.id group by t.shift_id, e.kind
    union all select t.shift_id, 'cash', l.kind, count(*), 0, sum(a.amount_fen)
      from t join tender e on e.ticket_id = t.id and e.kind = 'cash' join allocation a on a.ticket_id = t.id and a.tender_id = e.id
      join ticket_line l on l.id = a.line_id group by t.shift_id, l.kind
    union all select shift_id, 'refunds', kind, count(*), 0, sum(total_fen) from r group by shift_id, kind
    union all select r.shift_id, 'refundLines', l.kind, count(*), ${pieces('l.kind', 'x.quantity')}, sum(x.net_fen)
      from r join refund_line x on x.refund_id = r.id join ticket_line l on l.id = x.line_id group by r.shift_id, l.kind
    union all select r.shift_id, 'refundLines', case lot.kind when 'principal' then 'top_up' when 'bonus' then 'top_up_bonus' else lot.kind end, count(*), count(*), sum(x.value_fen)
      from r join prepaid_refund_lot x on x.refund_id = r.id join lot on lot.id = x.lot_id group by 1, 2, 3
    union all select r.shift_id, 'refundLines', x.kind, count(*), count(*), sum(x.amount_fen)
      from r join prepaid_refund_line x on x.refund_id = r.id where x.kind <> 'lot_value' group by r.shift_id, x.kind
    union all select r.shift_id, 'refundTenders', x.kind, count(*), 0, sum(x.amount_fen)
      from r join refund_tender x on x.refund_id = r.id group by r.shift_id, x.kind
    union all select d.shift_id, case when m.quantity < 0 or m.value_fen < 0 then d.lost else d.gained end, lot.kind, count(*), sum(abs(m.quantity)), sum(abs(m.value_fen))
      from (select 'ticket' as source_kind, id, shift_id, 'sold' as gained, 'used' as lost from t
            union all select 'refund', id, shift_id, 'returned', 'takenBack' from r) d
      join wallet_transaction w on w.source_kind = d.source_kind and w.source_id = d.id
      join movement m on m.transaction_id = w.id join lot on lot.id = m.lot_id
      group by 1, 2, 3`.execute(ctx.db)
  const byShift = Map.groupBy(rows, (r) => r.shift_id)
  return new Map(shifts.map((s) => [s.id, totalsOf(byShift.get(s.id) ?? [])]))
}

function totalsOf(rows: readonly FactRow[]): ShiftTotals {
  const totals = noTotals()
  for (const { part, kind, count, quantity, fen } of rows) {
    const name = LISTS.find((list) => list === part)
    if (name !== undefined) totals[name].push({ kind, count, quantity, amountFen: fen })
    else if (part === 'ticket') Object.assign(totals, { ticketCount: count, otherDayCount: quantity, totalFen: fen })
    else if (part === 'list') totals.listFen = fen
    else if (part === 'cash' && kind === 'top_up') totals.cashTopUpFen += fen
    else if (part === 'cash') totals.cashSalesFen += fen
  }
  for (const name of LISTS) totals[name] = addKinds(totals[name])
  totals.cashRefundFen = totals.refundTenders.find((t) => t.kind === 'cash')?.amountFen ?? 0
  return totals
}

/** Where totals contradict one another: an empty list when bills, tenders and lots agree to the fen. */
export function contradictions(totals: ShiftTotals): string[] {
  const sum = (rows: readonly KindTotal[], kinds?: readonly string[]) =>
    rows.filter((r) => kinds === undefined || kinds.includes(r.kind)).reduce((total, r) => total + r.amountFen, 0)
  const own = ['stored_value', 'pass']
  const worth = ['principal', 'bonus', 'rebate', 'pass']
  const equal: [string, number, number][] = [
    ['lines = bills', sum(totals.lines), totals.totalFen],
    ['tenders = bills', sum(totals.tenders), totals.totalFen],
    ['list, adjustments and rounding = bills', totals.listFen + sum(totals.adjustments) + sum(totals.lines, ['rounding']), totals.totalFen],
    ['refunded lines = refunds', sum(totals.refundLines), sum(totals.refunds)],
    ['refunded tenders = refunds', sum(totals.refundTenders), sum(totals.refunds)],
    ['cash by purpose = cash tenders', totals.cashSalesFen + totals.cashTopUpFen, sum(totals.tenders, ['cash'])],
    ['principal sold = top-ups', sum(totals.sold, ['principal']), sum(totals.lines, ['top_up'])],
    ['passes sold = pass lines', sum(totals.sold, ['pass']), sum(totals.lines, ['pass'])],
    ['lots used = stored value and passes paid with', sum(totals.used, worth), sum(totals.tenders, own)],
    ['lots returned = stored value and passes refunded', sum(totals.returned, worth), sum(totals.refundTenders, own)],
    [
      'lots taken back = top-ups and passes refunded',
      sum(totals.takenBack, ['principal', 'pass']),
      sum(totals.refundLines, ['top_up', 'pass']),
    ],
  ]
  return equal.filter(([, left, right]) => left !== right).map(([name]) => name)
}
