/** Who pays what: sessions their own lines, stored value within its limits, outside money the rest. Pure. */
import { type Lot, spendableFen, takeMoney, withoutParts } from '../../modules/wallet/index.ts'
import { allocate, sumFen } from '../../platform/money.ts'
import type { Basis, Rounding } from './basis.ts'
import { MemberNeeded, StoredValueInsufficient, TendersExceedTotal } from './errors.ts'
import type { PricedLine } from './price-lines.ts'
import type { CartTender, QuoteAllocation, QuoteTender } from './schemas.ts'

export interface Payment {
  tenders: QuoteTender[]
  /** By line key; the rounding line has the key `rounding`. */
  allocations: Map<string, QuoteAllocation[]>
  /** 抹零 as a signed amount: what the customer pays less (positive) or more (negative). */
  roundingFen: number
  dueFen: number
  changeFen: number
  /** The most stored value this bill could take. */
  spendableFen: number
  lotsLeft: readonly Lot[]
}

interface Payer {
  basis: Basis
  payment: Payment
  /** What is left to pay of each line. */
  open: Map<string, number>
  lines: readonly PricedLine[]
}

/** Pays the lines with the tenders given, or as far as the member's own means go. @throws StoredValueInsufficient, TendersExceedTotal */
export function payLines(
  basis: Basis,
  lines: readonly PricedLine[],
  lotsLeft: readonly Lot[],
  tenders: readonly CartTender[] | 'auto',
): Payment {
  const payer: Payer = {
    basis,
    lines,
    payment: {
      tenders: [],
      allocations: new Map(lines.map((l) => [l.key, []])),
      roundingFen: 0,
      dueFen: 0,
      changeFen: 0,
      spendableFen: 0,
      lotsLeft,
    },
    open: new Map(lines.map((l) => [l.key, l.netFen])),
  }
  payBySessions(payer)
  payByStoredValue(payer, tenders)
  payer.payment.dueFen = tenders === 'auto' ? openFen(payer) : payFromOutside(payer, tenders)
  return payer.payment
}

function openFen(payer: Payer): number {
  return sumFen([...payer.open.values()])
}

function addTender(payer: Payer, kind: QuoteTender['kind'], amountFen: number, reference = ''): QuoteTender {
  const tender: QuoteTender = { ordinal: payer.payment.tenders.length + 1, kind, amountFen, receivedFen: null, changeFen: null, reference }
  payer.payment.tenders.push(tender)
  return tender
}

function allot(payer: Payer, key: string, allocation: QuoteAllocation): void {
  payer.payment.allocations.get(key)?.push(allocation)
  payer.open.set(key, (payer.open.get(key) ?? 0) - allocation.amountFen)
}

function payBySessions(payer: Payer): void {
  const served = payer.lines.filter((l) => l.sessions !== null)
  if (served.length === 0) return
  const tender = addTender(payer, 'pass', sumFen(served.map((l) => l.netFen)))
  for (const line of served) {
    if (!line.sessions) continue
    const { lot, quantity, valueFen } = line.sessions
    allot(payer, line.key, {
      tenderOrdinal: tender.ordinal,
      lotId: lot.id,
      lotKind: lot.kind,
      lotName: lot.name,
      quantity,
      amountFen: valueFen,
    })
  }
}

/** Top-ups never take stored value; pass sales and tips take principal only; the rest takes bonus too. */
function storedValueRule(line: PricedLine): 'none' | 'principal' | 'any' {
  if (line.sessions !== null || line.kind === 'top_up') return 'none'
  return line.kind === 'pass' || line.kind === 'tip' ? 'principal' : 'any'
}

function payByStoredValue(payer: Payer, tenders: readonly CartTender[] | 'auto'): void {
  const { basis, payment } = payer
  const wanted = tenders === 'auto' ? null : tenders.find((t) => t.kind === 'stored_value')
  if (wanted && !basis.member) throw new MemberNeeded({})
  const groups = {
    principal: payer.lines.filter((l) => storedValueRule(l) === 'principal'),
    any: payer.lines.filter((l) => storedValueRule(l) === 'any'),
  }
  const principalFen = spendableFen(payment.lotsLeft, basis.today, false)
  const allFen = spendableFen(payment.lotsLeft, basis.today, true)
  const needPrincipal = sumFen(groups.principal.map((l) => l.netFen))
  const needAny = sumFen(groups.any.map((l) => l.netFen))
  const mostPrincipal = Math.min(needPrincipal, principalFen)
  payment.spendableFen = mostPrincipal + Math.min(needAny, allFen - mostPrincipal)
  const amountFen = wanted ? wanted.amountFen : tenders === 'auto' ? payment.spendableFen : 0
  if (amountFen > payment.spendableFen) throw new StoredValueInsufficient({ availableFen: payment.spendableFen, wantedFen: amountFen })
  if (amountFen === 0) return
  const forPrincipal = splitOverGroups(amountFen, needPrincipal, needAny, mostPrincipal, allFen)
  const tender = addTender(payer, 'stored_value', amountFen)
  spend(payer, tender, groups.principal, forPrincipal, false)
  spend(payer, tender, groups.any, amountFen - forPrincipal, true)
}

/** How much of an amount goes to the lines that take principal only: their proportional share, as far as both sides can bear it. */
function splitOverGroups(amountFen: number, needPrincipal: number, needAny: number, mostPrincipal: number, allFen: number): number {
  const share = allocate(amountFen, [needPrincipal, needAny])[0] ?? 0
  const fitting = Math.min(share, mostPrincipal)
  const mostAny = Math.min(needAny, allFen - fitting)
  return amountFen - Math.min(amountFen - fitting, mostAny)
}

function spend(payer: Payer, tender: QuoteTender, lines: readonly PricedLine[], amountFen: number, allowBonus: boolean): void {
  const { basis, payment } = payer
  if (amountFen === 0) return
  const shares = allocate(
    amountFen,
    lines.map((l) => payer.open.get(l.key) ?? 0),
  )
  lines.forEach((line, index) => {
    const parts = takeMoney(payment.lotsLeft, shares[index] ?? 0, basis.spendOrder, basis.today, allowBonus)
    for (const part of parts) {
      const lot = payment.lotsLeft.find((l) => l.id === part.lotId)
      allot(payer, line.key, {
        tenderOrdinal: tender.ordinal,
        lotId: part.lotId,
        lotKind: lot?.kind ?? null,
        lotName: lot?.name ?? null,
        quantity: part.quantity,
        amountFen: part.valueFen,
      })
    }
    payment.lotsLeft = withoutParts(payment.lotsLeft, parts)
  })
}

/** Takes outside money, cash last because its change absorbs what is over. Returns what is still due. */
function payFromOutside(payer: Payer, tenders: readonly CartTender[]): number {
  const { payment } = payer
  for (const t of tenders) {
    if (t.kind === 'cash' || t.kind === 'stored_value') continue
    if (t.amountFen > openFen(payer)) throw new TendersExceedTotal({ dueFen: openFen(payer), tenderFen: t.amountFen })
    spread(payer, addTender(payer, t.kind, t.amountFen, t.reference))
  }
  const cash = tenders.find((t) => t.kind === 'cash')
  if (!cash) return openFen(payer)
  const cashFen = openFen(payer)
  const hasTopUp = payer.lines.some((l) => l.kind === 'top_up')
  const rounding = hasTopUp ? 0 : roundingOf(cashFen, payer.basis.rounding)
  const due = cashFen - rounding
  payment.roundingFen = rounding
  if (cash.receivedFen < due) return due
  if (cashFen === 0 && cash.receivedFen === 0) return 0
  const tender = addTender(payer, 'cash', due)
  tender.receivedFen = cash.receivedFen
  tender.changeFen = cash.receivedFen - due
  payment.changeFen = tender.changeFen
  spread(payer, { ...tender, amountFen: cashFen })
  if (rounding !== 0) {
    payment.allocations.set('rounding', [
      { tenderOrdinal: tender.ordinal, lotId: null, lotKind: null, lotName: null, quantity: 0, amountFen: -rounding },
    ])
  }
  return 0
}

/** Spreads a tender over what is still open of the lines, by largest remainder. */
function spread(payer: Payer, tender: QuoteTender): void {
  const keys = payer.lines.map((l) => l.key)
  const shares = allocate(
    tender.amountFen,
    keys.map((key) => payer.open.get(key) ?? 0),
  )
  keys.forEach((key, index) => {
    const amountFen = shares[index] ?? 0
    if (amountFen > 0)
      allot(payer, key, { tenderOrdinal: tender.ordinal, lotId: null, lotKind: null, lotName: null, quantity: 0, amountFen })
  })
}

/** 抹零: what is dropped from a cash amount. 抹分 to the jiao below, 抹角 to the yuan below, or half up to the jiao (then it may be negative). */
export function roundingOf(cashFen: number, mode: Rounding): number {
  if (mode === 'fen') return cashFen % 10
  if (mode === 'jiao') return cashFen % 100
  if (mode === 'to_jiao') return cashFen - Math.floor((cashFen + 5) / 10) * 10
  return 0
}
