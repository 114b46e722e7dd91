/**
 * Who pays what. In this order: sessions their own lines; what of a pass is owed; the worth of returned goods; deposits; tenders that name their lines; then stored
 * value, accounts and outside money over what is left, cash last. Pure.
 */

import type { OutsideKind } from '../../modules/sales/index.ts'
import { sumFen } from '../../platform/money.ts'
import { type Basis, memberOf, type Purses, type Rounding } from './basis.ts'
import { AccountLimit, AccountUnfit, DepositUnfit, MemberNeeded, TendersExceedTotal } from './errors.ts'
import { isMoneyLine } from './money-lines.ts'
import { addTender, allot, linesNamed, openFen, openPayer, type Payer, type Payment, spread } from './payer.ts'
import type { PricedLine } from './price-lines.ts'
import type { CartTender } from './schemas.ts'
import { payByStoredValue, roomFor } from './stored-value.ts'

type Tender<K extends CartTender['kind']> = Extract<CartTender, { kind: K }>
type NamedTender = Exclude<CartTender, Tender<'cash'> | Tender<'deposit'>>

/** Pays the lines with the tenders given, or as far as the bill's member's own means go. @throws StoredValueInsufficient, HouseholdLimit, TendersExceedTotal, AccountUnfit, AccountLimit, DepositUnfit */
export function payLines(basis: Basis, lines: readonly PricedLine[], purses: Purses, tenders: readonly CartTender[] | 'auto'): Payment {
  const given = tenders === 'auto' ? [] : tenders
  const payer = beginPaying(basis, lines, purses, given)
  for (const memberId of [...payer.payment.purses.keys(), ...basis.offers.map((o) => o.member.id)])
    payer.payment.spendable.set(memberId, roomFor(payer, memberId, lines).spendableFen)
  if (tenders === 'auto') {
    if (basis.member) payByStoredValue(payer, basis.member.id, payer.payment.spendable.get(basis.member.id) ?? 0, lines)
    payer.payment.dueFen = openFen(payer)
    return payer.payment
  }
  for (const tender of inOrder(given)) pay(payer, tender)
  payer.payment.dueFen = payByCash(
    payer,
    given.find((t) => t.kind === 'cash'),
  )
  return payer.payment
}

/** What pays before anybody is asked: sessions, what of a pass is paid later, the worth of returned goods, deposits. */
export function beginPaying(basis: Basis, lines: readonly PricedLine[], purses: Purses, tenders: readonly CartTender[]): Payer {
  const payer = openPayer(basis, lines, purses)
  payBySessions(payer)
  payLater(payer)
  payByReturnedGoods(payer)
  for (const t of tenders) if (t.kind === 'deposit') payByDeposit(payer, t)
  return payer
}

/** Who pays first: the narrowest means. */
export const TURN: Record<NamedTender['kind'], number> = { stored_value: 0, on_account: 1, wechat: 2, alipay: 2, bank_card: 2 }

/** What names its lines goes first, lest what names none takes them away; a sort that keeps the order of equals. */
function inOrder(tenders: readonly CartTender[]): NamedTender[] {
  const named = tenders.filter((t) => t.kind !== 'cash' && t.kind !== 'deposit')
  return named.sort((a, b) => Number(a.lineKeys === undefined) - Number(b.lineKeys === undefined) || TURN[a.kind] - TURN[b.kind])
}

function pay(payer: Payer, tender: NamedTender): void {
  const lines = linesNamed(payer, tender.lineKeys)
  if (tender.kind === 'stored_value') {
    const memberId = tender.memberId ?? payer.basis.member?.id
    if (memberId === undefined) throw new MemberNeeded({})
    payByStoredValue(payer, memberId, tender.amountFen, lines)
    return
  }
  if (tender.kind === 'on_account') {
    payOnAccount(payer, tender, lines)
    return
  }
  const dueFen = openFen(payer, lines)
  if (tender.amountFen > dueFen) throw new TendersExceedTotal({ dueFen, tenderFen: tender.amountFen })
  spread(payer, addTender(payer, tender.kind, tender.amountFen, whoOf(tender)), lines)
}

function whoOf({ reference, payerId }: Tender<OutsideKind>) {
  return { reference: reference ?? '', payerId: payerId ?? null }
}

function payBySessions(payer: Payer): void {
  const served = payer.lines.filter((l) => l.sessions !== null)
  for (const [ownerId, lines] of Map.groupBy(served, (l) => l.sessions?.ownerId ?? '')) {
    const tender = addTender(payer, 'pass', sumFen(lines.map((l) => l.netFen)), { memberId: ownerId })
    for (const line of lines) {
      if (!line.sessions) continue
      const { lot, quantity, valueFen } = line.sessions
      const from = { lotId: lot.id, lotKind: lot.kind, lotName: lot.name }
      allot(payer, line.key, { tenderOrdinal: tender.ordinal, ...from, quantity, amountFen: valueFen })
    }
  }
}

/** Goods that are returned in the same act pay first: their worth is there already. */
function payByReturnedGoods(payer: Payer): void {
  for (const { kind, amountFen } of payer.basis.credit) {
    const usedFen = Math.min(amountFen, openFen(payer))
    if (usedFen > 0) spread(payer, addTender(payer, 'exchange', usedFen, { originKind: kind }), payer.lines)
  }
}

/** Goods and services, and what is forfeited of a deposit. */
export const DEPOSIT_PAYS: ReadonlySet<string> = new Set(['service', 'product', 'pass', 'forfeit'])

function payByDeposit(payer: Payer, { depositId, amountFen }: Tender<'deposit'>): void {
  const deposit = payer.basis.deposits.get(depositId)
  if (!deposit) throw new DepositUnfit({ depositId, openFen: 0 })
  const lines = payer.lines.filter((l) => DEPOSIT_PAYS.has(l.kind))
  const dueFen = openFen(payer, lines)
  const wantedFen = amountFen ?? Math.min(deposit.openFen, dueFen)
  if (wantedFen > deposit.openFen) throw new DepositUnfit({ depositId, openFen: deposit.openFen })
  if (wantedFen > dueFen) throw new TendersExceedTotal({ dueFen, tenderFen: wantedFen })
  if (wantedFen > 0) spread(payer, addTender(payer, 'deposit', wantedFen, { sourceId: depositId }), lines)
}

/** What an account could pay of some lines. Goods and services only: nothing prepaid, no wage and no debt is paid by a debt. @throws AccountUnfit */
function roomOnAccount(payer: Payer, accountId: string, named: readonly PricedLine[]) {
  const lines = named.filter((l) => l.kind === 'service' || l.kind === 'product')
  return { lines, dueFen: openFen(payer, lines), ...roomOf(payer, accountId) }
}

/** What an account may owe still, with what this bill puts on it already. @throws AccountUnfit */
function roomOf(payer: Payer, accountId: string) {
  const account = payer.basis.accounts.get(accountId)
  if (!account?.isActive) throw new AccountUnfit({ accountId })
  const here = payer.payment.tenders.filter((t) => t.kind === 'on_account' && t.sourceId === accountId)
  const owedFen = account.owedFen + sumFen(here.map((t) => t.amountFen))
  return { limitFen: account.limitFen, owedFen, leftFen: Math.max(0, account.limitFen - owedFen) }
}

/** Charges as much of an amount as the account may owe for these lines. @returns how much that is @throws AccountUnfit */
export function chargeShare(payer: Payer, accountId: string, amountFen: number, named: readonly PricedLine[]): number {
  const { dueFen, leftFen } = roomOnAccount(payer, accountId, named)
  const payableFen = Math.min(amountFen, dueFen, leftFen)
  if (payableFen > 0) payOnAccount(payer, { kind: 'on_account', accountId, amountFen: payableFen }, named)
  return payableFen
}

function payOnAccount(payer: Payer, { accountId, amountFen }: Tender<'on_account'>, named: readonly PricedLine[]): void {
  const { lines, dueFen, limitFen, owedFen, leftFen } = roomOnAccount(payer, accountId, named)
  if (amountFen > dueFen) throw new TendersExceedTotal({ dueFen, tenderFen: amountFen })
  if (amountFen > leftFen) throw new AccountLimit({ accountId, limitFen, owedFen, leftFen })
  spread(payer, addTender(payer, 'on_account', amountFen, { sourceId: accountId }), lines)
}

/** What of a pass is paid later is owed by its owner, pass by pass: each debt belongs to one line. */
function payLater(payer: Payer): void {
  for (const line of payer.lines.filter((l) => l.laterFen > 0)) {
    const accountId = line.memberId ?? payer.basis.member?.id ?? ''
    const { leftFen, ...room } = roomOf(payer, accountId)
    if (memberOf(payer.basis, accountId)?.isAnonymous) throw new AccountUnfit({ accountId })
    if (line.laterFen > leftFen) throw new AccountLimit({ accountId, ...room, leftFen })
    spread(payer, addTender(payer, 'on_account', line.laterFen, { sourceId: accountId }), [line])
  }
}

/** Cash comes last because its change absorbs what is over. Returns what is still due. */
function payByCash(payer: Payer, cash: Tender<'cash'> | undefined): number {
  const { payment } = payer
  const cashFen = openFen(payer)
  if (!cash) return cashFen
  const isExact = payer.lines.some((l) => l.kind === 'top_up' || isMoneyLine(l.kind))
  const rounding = isExact ? 0 : roundingOf(cashFen, payer.basis.rounding)
  const due = cashFen - rounding
  payment.roundingFen = rounding
  if (cash.receivedFen < due) return due
  if (cashFen === 0 && cash.receivedFen === 0) return 0
  const tender = addTender(payer, 'cash', due, whoOf(cash))
  tender.receivedFen = cash.receivedFen
  tender.changeFen = cash.receivedFen - due
  payment.changeFen = tender.changeFen
  spread(payer, { ...tender, amountFen: cashFen }, payer.lines)
  if (rounding !== 0) {
    payment.allocations.set('rounding', [
      { tenderOrdinal: tender.ordinal, lotId: null, lotKind: null, lotName: null, quantity: 0, amountFen: -rounding },
    ])
  }
  return 0
}

/** 抹零: what is dropped from a cash amount. 抹分 to the jiao below, 抹角 to the yuan below, or half up to the jiao (then it may be negative). */
export function roundingOf(cashFen: number, mode: Rounding): number {
  if (mode === 'fen') return cashFen % 10
  if (mode === 'jiao') return cashFen % 100
  if (mode === 'to_jiao') return cashFen - Math.floor((cashFen + 5) / 10) * 10
  return 0
}
