/** What paying a bill works on: the lines, what is still open of them, what everybody has left. Pure. */
import type { Lot } from '../../modules/wallet/index.ts'
import { allocate, sumFen } from '../../platform/money.ts'
import type { Basis, Purses } from './basis.ts'
import { LineInvalid } from './errors.ts'
import type { PricedLine } from './price-lines.ts'
import type { QuoteAllocation, QuoteTender } from './schemas.ts'

export interface Payment {
  tenders: QuoteTender[]
  /** By line key; the rounding line has the key `rounding`. */
  allocations: Map<string, QuoteAllocation[]>
  /** 抹零 as a signed amount: what the customer pays less (positive) or more (negative). */
  roundingFen: number
  dueFen: number
  changeFen: number
  /** The most stored value this bill could take from each member, were nobody else to pay with theirs. */
  spendable: Map<string, number>
  purses: Map<string, readonly Lot[]>
  /** Stored value taken of what a household shares. */
  sharedFen: number
}

export interface Payer {
  basis: Basis
  payment: Payment
  /** What is left to pay of each line. */
  open: Map<string, number>
  lines: readonly PricedLine[]
}

export function openPayer(basis: Basis, lines: readonly PricedLine[], purses: Purses): Payer {
  return {
    basis,
    lines,
    payment: {
      tenders: [],
      allocations: new Map(lines.map((l) => [l.key, []])),
      roundingFen: 0,
      dueFen: 0,
      changeFen: 0,
      spendable: new Map(),
      purses: new Map(purses),
      sharedFen: 0,
    },
    open: new Map(lines.map((l) => [l.key, l.netFen])),
  }
}

/** What is left to pay of some lines, or of all. */
export function openFen(payer: Payer, lines: readonly PricedLine[] = payer.lines): number {
  return sumFen(lines.map((l) => payer.open.get(l.key) ?? 0))
}

type TenderFields = Partial<Pick<QuoteTender, 'reference' | 'memberId' | 'payerId' | 'sourceId' | 'originKind'>>

export function addTender(payer: Payer, kind: QuoteTender['kind'], amountFen: number, fields: TenderFields = {}): QuoteTender {
  const tender: QuoteTender = {
    ordinal: payer.payment.tenders.length + 1,
    kind,
    amountFen,
    receivedFen: null,
    changeFen: null,
    reference: '',
    memberId: null,
    payerId: null,
    sourceId: null,
    originKind: null,
    ...fields,
  }
  payer.payment.tenders.push(tender)
  return tender
}

export function allot(payer: Payer, key: string, allocation: QuoteAllocation): void {
  payer.payment.allocations.get(key)?.push(allocation)
  payer.open.set(key, (payer.open.get(key) ?? 0) - allocation.amountFen)
}

/** The lines a tender names, or all of them. @throws LineInvalid for a name that is not on the bill */
export function linesNamed(payer: Payer, keys: readonly string[] | undefined): readonly PricedLine[] {
  if (keys === undefined) return payer.lines
  const strange = keys.find((key) => !payer.lines.some((l) => l.key === key))
  if (strange !== undefined) throw new LineInvalid({ key: strange, need: 'line' })
  return payer.lines.filter((l) => keys.includes(l.key))
}

/** Spreads a tender over what is still open of some lines, by largest remainder. */
export function spread(payer: Payer, tender: Pick<QuoteTender, 'ordinal' | 'amountFen'>, lines: readonly PricedLine[]): void {
  const shares = allocate(
    tender.amountFen,
    lines.map((l) => payer.open.get(l.key) ?? 0),
  )
  lines.forEach((line, index) => {
    const amountFen = shares[index] ?? 0
    if (amountFen > 0)
      allot(payer, line.key, { tenderOrdinal: tender.ordinal, lotId: null, lotKind: null, lotName: null, quantity: 0, amountFen })
  })
}
