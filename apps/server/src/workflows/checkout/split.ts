/**
 * Who pays how much of a group bill 分开付: a proposal in tenders, made of the same quote. Evenly, or everybody the own lines; what a payer
 * cannot pay from the own means, or may not owe, is said, and left open. Pure.
 */
import { allocate, sumFen } from '../../platform/money.ts'
import type { Basis } from './basis.ts'
import { beginPaying, chargeShare, TURN } from './pay-lines.ts'
import { linesNamed, openFen, type Payer, spread } from './payer.ts'
import { type PricedLine, priceLines } from './price-lines.ts'
import type { Cart, CartTender } from './schemas.ts'
import type { Split, SplitPayer, SplitRequest } from './split-schemas.ts'
import { payByStoredValue, roomFor } from './stored-value.ts'

/** Splits what a cart comes to over its payers, in their order. @throws the problems of a quote */
export function splitBill(basis: Basis, cart: Cart, { by, payers }: Omit<SplitRequest, 'cart'>): Split {
  const priced = priceLines(basis, cart)
  const deposits = cart.tenders === 'auto' ? [] : cart.tenders.filter((t) => t.kind === 'deposit')
  const payer = beginPaying(basis, priced.lines, priced.purses, deposits)
  const totalFen = openFen(payer)
  const parts = by === 'even' ? evenly(totalFen, payers) : byLine(payer, payers, cart)
  const payable = payShares(payer, payers, parts)
  const shares = parts.map(({ amountFen, lineKeys }, index) => ({
    amountFen,
    payableFen: payable.get(index) ?? 0,
    lineKeys: lineKeys ?? null,
  }))
  const tenders = shares.flatMap((share, index) => tenderOf(payers[index], share))
  return { totalFen, shares, tenders: [...deposits, ...withoutDoubles(tenders)] }
}

interface Part {
  amountFen: number
  lineKeys: string[] | undefined
}

function evenly(totalFen: number, payers: readonly SplitPayer[]): Part[] {
  return allocate(
    totalFen,
    payers.map(() => 1),
  ).map((amountFen) => ({ amountFen, lineKeys: undefined }))
}

/** Everybody the own lines; lines of nobody among the payers are the first one's. */
function byLine(payer: Payer, payers: readonly SplitPayer[], cart: Cart): Part[] {
  const owner = (line: PricedLine) =>
    Math.max(
      0,
      payers.findIndex((p) => isOf(p, line, cart)),
    )
  return payers.map((_, index) => {
    const lines = payer.lines.filter((l) => owner(l) === index && (payer.open.get(l.key) ?? 0) > 0)
    return { amountFen: openFen(payer, lines), lineKeys: lines.map((l) => l.key) }
  })
}

function isOf(payer: SplitPayer, line: PricedLine, cart: Cart): boolean {
  if (payer.guest !== '') return line.guest === payer.guest
  return payer.memberId !== null && (line.memberId ?? cart.memberId) === payer.memberId && line.guest === ''
}

/** In the order in which the bill will be paid, lest somebody is promised a line that another takes first. @returns by the payers' places */
function payShares(payer: Payer, payers: readonly SplitPayer[], parts: readonly Part[]): ReadonlyMap<number, number> {
  const turns = parts.flatMap(({ amountFen, lineKeys }, index) => {
    const who = payers[index]
    return who ? [{ index, who, amountFen, lineKeys, turn: who.kind === 'cash' ? LAST : TURN[who.kind] }] : []
  })
  turns.sort((a, b) => a.turn - b.turn)
  return new Map(turns.map(({ index, who, amountFen, lineKeys }) => [index, payShare(payer, who, amountFen, lineKeys)]))
}
const LAST = 9

/** Takes a share off what is open, as far as this payer can. @returns how much that is */
function payShare(payer: Payer, who: SplitPayer, amountFen: number, lineKeys: string[] | undefined): number {
  if (amountFen === 0) return 0
  const lines = linesNamed(payer, lineKeys)
  if (who.kind === 'on_account') return chargeShare(payer, who.accountId ?? '', amountFen, lines)
  if (who.kind !== 'stored_value' || who.memberId === null) {
    // Only what is open matters here: the tender needs no place on the bill.
    spread(payer, { ordinal: 0, amountFen }, lines)
    return amountFen
  }
  const payableFen = Math.min(amountFen, roomFor(payer, who.memberId, lines).spendableFen)
  payByStoredValue(payer, who.memberId, payableFen, lines)
  return payableFen
}

function tenderOf(payer: SplitPayer | undefined, { payableFen, lineKeys }: Split['shares'][number]): CartTender[] {
  if (!payer || payableFen === 0) return []
  const named = lineKeys === null ? {} : { lineKeys }
  if (payer.kind === 'cash') return [{ kind: 'cash', receivedFen: payableFen }]
  if (payer.kind === 'on_account')
    return payer.accountId === undefined ? [] : [{ kind: 'on_account', amountFen: payableFen, accountId: payer.accountId, ...named }]
  if (payer.kind !== 'stored_value') return [{ kind: payer.kind, amountFen: payableFen, reference: '', ...named }]
  return payer.memberId === null ? [] : [{ kind: 'stored_value', amountFen: payableFen, memberId: payer.memberId, ...named }]
}

/** A bill has one cash tender: two who pay cash put it together. */
function withoutDoubles(tenders: readonly CartTender[]): CartTender[] {
  const cash = tenders.flatMap((t) => (t.kind === 'cash' ? [t.receivedFen] : []))
  const others = tenders.filter((t) => t.kind !== 'cash')
  return cash.length === 0 ? others : [...others, { kind: 'cash', receivedFen: sumFen(cash) }]
}
