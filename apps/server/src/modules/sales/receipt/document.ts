/**
 * The receipt as one document, whatever shows it: printer, picture or page. Built from what was posted, never by running rules again. Pure.
 * Amounts are fen; nothing here is a word of any language but names the shop and the customer gave.
 */
import { minuteIn } from '../../../platform/time.ts'
import type { ReceiptFacts } from './facts.ts'
import { maskName } from './text.ts'

export interface ReceiptDocument {
  kind: 'sale' | 'refund' | 'void'
  shop: ReceiptFacts['shop']
  number: string
  /** Refund and void: the bill that is taken back. */
  ticketNumber: string | null
  /** A sale that was voided later: this paper is worth nothing any more. */
  isVoided: boolean
  businessDay: string
  /** In the zone of the store, `2026-11-22 10:00`. */
  time: string
  cashier: string
  approver: string | null
  reasonCode: string | null
  /** The name is masked: paper is left lying about. */
  member: { number: string; name: string } | null
  lines: ReceiptLine[]
  totals: { listFen: number; discountFen: number; roundingFen: number; totalFen: number }
  tenders: ReceiptTender[]
  cash: { receivedFen: number; changeFen: number } | null
  /** Right before and right after this document; kinds the member never had are left out. */
  balances: ReceiptBalance[]
  /** Lots this document moved. */
  moved: ReceiptLot[]
  /** The same of every other member whose wallet moved. */
  others: { number: string; name: string; balances: ReceiptBalance[]; moved: ReceiptLot[] }[]
  /** The other half of an exchange: its number, and on a sale the goods that came back. */
  exchange: ReceiptFacts['exchange']
  /** Documents that took back parts of this sale. */
  takenBack: { kind: string; number: string; totalFen: number }[]
}

export interface ReceiptLine {
  kind: string
  name: string
  /** A tip, a free top-up or a debt has no item of the catalogue: its name is a word of the language. */
  isNamed: boolean
  /** Group bills: whose line it is; a member's name is masked. */
  whose: string
  depositKind: string | null
  quantity: number
  unitListFen: number
  listFen: number
  netFen: number
  bonusFen: number
  /** A pass paid in parts: owed still on the day of the sale. */
  laterFen: number
  reasons: ReceiptReason[]
  /** Refund and void: where this line went back to. */
  worksheet: ReceiptSource[]
}

/** Why a line does not cost its list price. */
export type ReceiptReason = { amountFen: number } & (
  | { kind: 'store_price' | 'price_lock'; unitFen: number }
  | { kind: 'level'; levelName: string; bp: number }
  | { kind: 'pass_price'; passName: string; sessions: number }
  | { kind: 'manual' | 'override'; reason: string; bp: number | null; approver: string | null }
)

/** A tender, or what is behind one: principal and bonus of stored value, sessions of a pass. */
export interface ReceiptSource {
  kind: string
  /** Pass: its name. */
  name: string | null
  /** Pass: sessions, 0 for a visit on an unlimited pass. */
  quantity: number
  amountFen: number
}

export interface ReceiptTender {
  kind: string
  /** Refund: what was paid with, when the money went another way, and why. */
  fromKind: string | null
  reason: string
  reference: string
  source: string
  amountFen: number
  lots: ReceiptSource[]
}

export type BalanceKind = 'principal' | 'bonus' | 'rebate' | 'points' | 'sessions'

export interface ReceiptBalance {
  kind: BalanceKind
  before: number
  after: number
}

export interface ReceiptLot {
  kind: string
  unit: string
  name: string
  before: number
  after: number
}

/** Builds the document. */
export function receiptDocument(facts: ReceiptFacts): ReceiptDocument {
  const rounding = facts.lines.filter((l) => l.kind === 'rounding')
  const lines = facts.lines.filter((l) => l.kind !== 'rounding')
  const cash = facts.tenders.find((t) => t.kind === 'cash')
  return {
    kind: facts.kind,
    shop: facts.shop,
    number: facts.number,
    ticketNumber: facts.ticketNumber,
    isVoided: facts.isVoided,
    businessDay: facts.businessDay,
    time: minuteIn(facts.at, facts.zone),
    cashier: facts.cashier,
    approver: facts.approver,
    reasonCode: facts.reasonCode,
    member: facts.member === null ? null : { number: facts.member.number, name: maskName(facts.member.name ?? '') },
    lines: lines.map(toLine),
    totals: {
      listFen: sum(lines, (l) => l.listFen),
      discountFen: sum(lines, (l) => l.listFen - l.netFen),
      roundingFen: sum(rounding, (l) => -l.netFen),
      totalFen: facts.totalFen,
    },
    tenders: facts.tenders.map((t) => ({
      kind: t.kind,
      fromKind: t.fromKind === t.kind ? null : t.fromKind,
      reason: t.reason,
      reference: t.reference,
      source: t.source,
      amountFen: t.amountFen,
      lots: t.lots.length === 0 ? [] : sourcesOf(t.lots.map((l) => ({ ...l, tenderKind: t.kind }))),
    })),
    cash: cash && cash.receivedFen !== null ? { receivedFen: cash.receivedFen, changeFen: cash.changeFen ?? 0 } : null,
    balances: balancesOf(facts.lots),
    moved: movedOf(facts.lots),
    others: facts.others.map((o) => ({
      number: o.number,
      name: maskName(o.name ?? ''),
      balances: balancesOf(o.lots),
      moved: movedOf(o.lots),
    })),
    exchange: facts.exchange,
    takenBack: facts.takenBack,
  }
}

function movedOf(lots: ReceiptFacts['lots']): ReceiptLot[] {
  return lots.filter((l) => l.isMoved).map(({ kind, unit, name, before, after }) => ({ kind, unit, name, before, after }))
}

/** Money kept or owed is one piece, whatever its fen. */
const isMoney = (kind: string) => kind === 'deposit' || kind === 'settlement' || kind === 'forfeit'

function toLine(line: ReceiptFacts['lines'][number]): ReceiptLine {
  return {
    kind: line.kind,
    name: line.name,
    isNamed: line.itemId !== null || line.kind === 'deposit',
    whose: line.guest === '' ? maskName(line.memberName ?? '') : line.guest,
    depositKind: line.depositKind,
    quantity: isMoney(line.kind) ? 1 : line.quantity,
    unitListFen: isMoney(line.kind) ? line.listFen : line.unitListFen,
    listFen: line.listFen,
    netFen: line.netFen,
    bonusFen: line.bonusFen,
    laterFen: line.laterFen,
    reasons: line.adjustments.map(toReason),
    worksheet: sourcesOf(line.worksheet),
  }
}

function toReason({ kind, amountFen, params, approver }: ReceiptFacts['lines'][number]['adjustments'][number]): ReceiptReason {
  const text = (key: string) => (typeof params[key] === 'string' ? params[key] : '')
  const number = (key: string) => (typeof params[key] === 'number' ? params[key] : 0)
  switch (kind) {
    case 'store_price':
    case 'price_lock':
      return { kind, amountFen, unitFen: number('unitFen') }
    case 'level':
      return { kind, amountFen, levelName: text('levelName'), bp: number('bp') }
    case 'pass_price':
      return { kind, amountFen, passName: text('passName'), sessions: number('sessions') }
    default:
      return {
        kind: kind === 'override' ? kind : 'manual',
        amountFen,
        reason: text('reason'),
        bp: params.bp === undefined ? null : number('bp'),
        approver,
      }
  }
}

interface Source {
  tenderKind: string
  lotKind: string | null
  lotName: string | null
  quantity: number
  amountFen: number
}

/** Adds up by what the customer knows: principal and bonus whatever top-up they came from, each pass by its name, other tenders by kind. */
function sourcesOf(parts: readonly Source[]): ReceiptSource[] {
  const named = (p: Source) => ({ kind: p.lotKind ?? p.tenderKind, name: p.lotKind === 'pass' ? p.lotName : null })
  const ordered = [...parts].sort((a, b) => rank(a) - rank(b) || (a.lotName ?? '').localeCompare(b.lotName ?? '', 'en'))
  return [...Map.groupBy(ordered, (p) => JSON.stringify(named(p))).values()].flatMap((group) => {
    const first = group[0]
    if (!first) return []
    return [{ ...named(first), quantity: sum(group, (p) => p.quantity), amountFen: sum(group, (p) => p.amountFen) }]
  })
}

const SOURCE_ORDER: readonly string[] = ['pass', 'principal', 'bonus', 'rebate', 'points']

/** What the member owns first, in the order of every receipt; outside money as it was paid. */
function rank(source: Source): number {
  const place = SOURCE_ORDER.indexOf(source.lotKind ?? '')
  return place < 0 ? SOURCE_ORDER.length : place
}

const BALANCE_KINDS: readonly BalanceKind[] = ['principal', 'bonus', 'rebate', 'points', 'sessions']

function balancesOf(lots: ReceiptFacts['lots']): ReceiptBalance[] {
  return BALANCE_KINDS.flatMap((kind) => {
    const own = lots.filter((l) => (kind === 'sessions' ? l.unit === 'session' : l.kind === kind))
    const balance = { kind, before: sum(own, (l) => l.before), after: sum(own, (l) => l.after) }
    return balance.before === 0 && balance.after === 0 ? [] : [balance]
  })
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
