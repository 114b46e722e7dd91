/** The payment as rows, one per source, and what they come to. Proposes only: whether it pays the bill is the server's quote. Pure. */
import type { CartTender, OutsideKind, Quote } from '@yunbin/api-client'

/** Somebody's stored value. */
export interface WalletRow {
  kind: 'stored_value'
  memberId: string
  fen: number | null
  lineKeys?: readonly string[]
}
/** An account that is charged, or a deposit that is used: its name, and what was left of it when it was chosen. */
interface Source {
  id: string
  name: string
  leftFen: number
  fen: number | null
}
export type SourceRow = ({ kind: 'on_account'; lineKeys?: readonly string[] } & Source) | ({ kind: 'deposit' } & Source)
/** Money from outside; of cash, what is handed over. `who` is whose share it is; a guest's word, or the member, is noted with the payment. */
export interface OutsideRow {
  kind: 'cash' | OutsideKind
  fen: number | null
  who?: string
  reference?: string
  payerId?: string
  lineKeys?: readonly string[]
}
export type OwnMeans = WalletRow | SourceRow
/** Without an amount (`fen: null`) a row takes what the others leave, as far as it reaches. */
export type Row = OwnMeans | OutsideRow

/** Rows the cashier added or changed; wallets the plan draws on need none. */
export type PayChoice = readonly Row[]
export const asPlanned: PayChoice = []

export type Plan = Pick<Quote, 'tenders' | 'dueFen'> & {
  lines: readonly Pick<Quote['lines'][number], 'key' | 'kind' | 'netFen' | 'allocations'>[]
}

/** What is known beside the plan. */
export interface Known {
  /** The bill's member. */
  ownId: string | null
  /** By member: the most of their stored value this bill could take. */
  spendable: ReadonlyMap<string, number>
  /** What the shop lets go when cash is paid, known from the quote of the very same tenders. */
  roundingFen: number
}

export const outsideKinds = ['cash', 'wechat', 'alipay', 'bank_card'] as const satisfies readonly OutsideRow['kind'][]

export function isOutside(row: Row): row is OutsideRow {
  return row.kind !== 'stored_value' && row.kind !== 'on_account' && row.kind !== 'deposit'
}

/** What a row draws on: no two rows of a payment share it. */
export function idOf(row: Row): string {
  if (row.kind === 'stored_value') return `stored_value ${row.memberId}`
  return isOutside(row) ? `${row.kind} ${row.who ?? ''}` : `${row.kind} ${row.id}`
}

export function plannedStoredValue(plan: Pick<Quote, 'tenders'>): number {
  return sum(plan.tenders.filter((t) => t.kind === 'stored_value').map((t) => t.amountFen))
}

/** What of the passes on the bill is paid later: the plan itself charges nothing else to an account. */
export function laterOf(plan: Pick<Quote, 'tenders'>): number {
  return sum(plan.tenders.filter((t) => t.kind === 'on_account').map((t) => t.amountFen))
}

/** Wallets, accounts and deposits in the order shown: what the plan proposes, then what was added. */
export function ownMeansOf(plan: Plan, choice: PayChoice, ownId: string | null): OwnMeans[] {
  const chosen = choice.filter((row) => !isOutside(row))
  const planned = plan.tenders
    .filter((t) => t.kind === 'stored_value')
    .map((t): OwnMeans => ({ kind: 'stored_value', memberId: t.memberId ?? ownId ?? '', fen: null }))
  const others = chosen.filter((row) => !planned.some((p) => idOf(p) === idOf(row)))
  return [...planned.map((p) => chosen.find((row) => idOf(row) === idOf(p)) ?? p), ...others]
}

/** What a source may pay: of deposits and debts the server says why not the rest. */
const PAYS: Record<OwnMeans['kind'], (kind: string) => boolean> = {
  deposit: (kind) => kind === 'service' || kind === 'product' || kind === 'pass',
  stored_value: (kind) => kind !== 'top_up' && kind !== 'deposit' && kind !== 'forfeit',
  on_account: (kind) => kind === 'service' || kind === 'product',
}
const TURN: Record<OwnMeans['kind'], number> = { deposit: 0, stored_value: 1, on_account: 2 }

/** What each row of own means pays, by its id: amounts that were said first, then the others with what is left. */
export function amountsOf(plan: Plan, choice: PayChoice, known: Known): ReadonlyMap<string, number> {
  const rows = ownMeansOf(plan, choice, known.ownId).sort((a, b) => TURN[a.kind] - TURN[b.kind])
  const amounts = new Map<string, number>()
  for (const row of rows) if (row.fen !== null) amounts.set(idOf(row), row.fen)
  const openOf = (kind: OwnMeans['kind']) => sum(plan.lines.filter((l) => PAYS[kind](l.kind)).map((l) => openFen(plan, l)))
  for (const row of rows) {
    if (row.fen !== null) continue
    // Those before take from lines this one might not pay: what is surely left is enough.
    const left = Math.min(needFen(plan), openOf(row.kind)) - sum([...amounts.values()])
    amounts.set(idOf(row), Math.max(0, Math.min(left, reachOf(row, plan, known))))
  }
  return amounts
}

function reachOf(row: OwnMeans, plan: Plan, { spendable, ownId }: Known): number {
  if (row.kind !== 'stored_value') return row.leftFen
  const planned = plan.tenders.find((t) => t.kind === 'stored_value' && (t.memberId ?? ownId) === row.memberId)?.amountFen ?? 0
  return spendable.get(row.memberId) ?? planned
}

/** What is to be paid once sessions are taken off. */
function needFen(plan: Plan): number {
  return plan.dueFen + plannedStoredValue(plan)
}

/** What sessions leave of a line, and of a pass what is not paid later. */
export function openFen(plan: Pick<Plan, 'tenders'>, line: Plan['lines'][number]): number {
  const later = new Set(plan.tenders.filter((t) => t.kind === 'on_account' && line.kind === 'pass').map((t) => t.ordinal))
  return line.netFen - sum(line.allocations.filter((a) => a.lotKind === 'pass' || later.has(a.tenderOrdinal)).map((a) => a.amountFen))
}

/** What has to come from outside once sessions, wallets, deposits and accounts are taken off. */
export function outsideDue(plan: Plan, choice: PayChoice, known: Known): number {
  return Math.max(0, needFen(plan) - sum([...amountsOf(plan, choice, known).values()]))
}

/** The tenders of the cart. Amounts are taken as said, in order; the row without one takes what they leave. */
export function composeTenders(plan: Plan, choice: PayChoice, known: Known): CartTender[] | 'auto' {
  if (choice.length === 0) return 'auto'
  const amounts = amountsOf(plan, choice, known)
  const keys = new Set(plan.lines.map((l) => l.key))
  const own = ownMeansOf(plan, choice, known.ownId).flatMap((row) => ownTender(row, amounts.get(idOf(row)) ?? 0, known.ownId, keys))
  return [...own, ...outsideTenders(choice.filter(isOutside), outsideDue(plan, choice, known), known.roundingFen, keys)]
}

function ownTender(row: OwnMeans, amountFen: number, ownId: string | null, keys: ReadonlySet<string>): CartTender[] {
  if (amountFen <= 0) return []
  if (row.kind === 'deposit') return [{ kind: 'deposit', depositId: row.id, amountFen }]
  if (row.kind === 'on_account') return named(row, keys).map((lines) => ({ kind: 'on_account', accountId: row.id, amountFen, ...lines }))
  const whose = row.memberId === ownId ? {} : { memberId: row.memberId }
  return named(row, keys).map((lines) => ({ kind: 'stored_value', amountFen, ...whose, ...lines }))
}

function outsideTenders(rows: readonly OutsideRow[], dueFen: number, roundingFen: number, keys: ReadonlySet<string>): CartTender[] {
  let left = Math.max(0, dueFen - sum(rows.map((row) => row.fen ?? 0)))
  return rows.flatMap((row): CartTender[] => {
    const amountFen = row.fen ?? left
    if (row.fen === null) left = 0
    if (row.kind === 'cash') {
      const receivedFen = row.fen ?? amountFen - roundingFen
      return receivedFen > 0 ? [{ kind: 'cash', receivedFen, ...payerOf(row) }] : []
    }
    const { kind } = row
    if (amountFen <= 0) return []
    return named(row, keys).map((lines) => ({ kind, amountFen, ...payerOf(row), ...lines }))
  })
}

function payerOf({ reference, payerId }: OutsideRow): Pick<OutsideRow, 'reference' | 'payerId'> {
  return { ...(reference ? { reference } : {}), ...(payerId ? { payerId } : {}) }
}

/** The lines a share was made of, as far as they are still on the bill: none of them left means no share. */
function named({ lineKeys }: { lineKeys?: readonly string[] }, keys: ReadonlySet<string>): { lineKeys?: string[] }[] {
  if (!lineKeys) return [{}]
  const left = lineKeys.filter((key) => keys.has(key))
  return left.length > 0 ? [{ lineKeys: left }] : []
}

/** Members whose stored value was asked for: the quote has to know them before they pay anything. */
export function payerIdsOf(choice: PayChoice, ownId: string | null): string[] {
  return choice.flatMap((row) => (row.kind === 'stored_value' && row.memberId !== ownId ? [row.memberId] : []))
}

/** Notes a customer is likely to hand over for this amount: the next 10, 50 and 100 yuan above it. */
export function likelyNotes(dueFen: number): number[] {
  if (dueFen <= 0) return []
  const steps = [1000, 5000, 10_000, 50_000]
  const notes = steps.map((step) => Math.ceil(dueFen / step) * step).filter((fen) => fen > dueFen)
  return [...new Set(notes)].slice(0, 3)
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((a, b) => a + b, 0)
}
