/** Basis + cart → what it costs, why, and who pays. Pure; preview and completion run this same function, so they cannot drift. */
import { createHash } from 'node:crypto'
import { type Balances, balancesOf, bonusTranches, type Lot } from '../../modules/wallet/index.ts'
import { sumFen } from '../../platform/money.ts'
import { type Basis, bonusMonthsOf, memberOf, pursesOf } from './basis.ts'
import { StaffUnknown } from './errors.ts'
import { capNotices, type Guard, guardNotices, guardsOf, proofNeeded, refuseStopped } from './guards.ts'
import { partPaidNotices } from './part-paid.ts'
import { partiesOf } from './parties.ts'
import { coveredByNewPass, isNewLot } from './pass-lines.ts'
import { DEPOSIT_PAYS, payLines } from './pay-lines.ts'
import type { Payment } from './payer.ts'
import { type PricedLine, priceLines } from './price-lines.ts'
import type { Cart, Quote, QuoteLine } from './schemas.ts'
import { refuseWrongShares } from './shares.ts'
import { refuseUnshared, shareWords } from './sharing.ts'

/** Prices a cart and says for every fen why. @throws the problems of `price-lines.ts`, `pay-lines.ts` and `shares.ts` */
export function quoteCart(basis: Basis, cart: Cart): Quote {
  for (const line of cart.lines) {
    const stranger = line.staff.find((s) => !basis.staffIds.has(s.staffId))
    if (stranger) throw new StaffUnknown({ key: line.key, staffId: stranger.staffId })
    refuseWrongShares(line)
  }
  refuseStopped(basis, cart)
  const parties = partiesOf(cart)
  refuseUnshared(basis, parties)
  const priced = priceLines(basis, cart)
  const payment = payLines(basis, priced.lines, priced.purses, cart.tenders)
  const lines = priced.lines.map((line) => toQuoteLine(line, payment))
  if (payment.allocations.has('rounding')) lines.push(roundingLine(payment))
  const listFen = sumFen(priced.lines.map((l) => l.listFen))
  const netFen = sumFen(priced.lines.map((l) => l.netFen))
  const content = {
    priceBookVersion: basis.catalog.priceBookVersion,
    lines,
    listFen,
    discountFen: listFen - netFen,
    roundingFen: payment.roundingFen,
    totalFen: netFen - payment.roundingFen,
    tenders: payment.tenders,
    dueFen: payment.dueFen,
    changeFen: payment.changeFen,
    spendableFen: (basis.member && payment.spendable.get(basis.member.id)) ?? 0,
    needsApproval: approvalNeeded(basis, priced.lines),
  }
  const guards = guardsOf(basis, payment, parties)
  const payers = payersOf(basis, payment, priced.lines, guards)
  const own = payers.find((p) => p.memberId === basis.member?.id)
  return {
    ...content,
    needsProof: own?.needsProof ?? null,
    quoteHash: createHash('sha256')
      .update(JSON.stringify([content, drawnOn(basis)]))
      .digest('base64url'),
    balances: own ? { before: own.before, after: own.after } : null,
    payers,
    notices: [
      ...noticesOf(basis, priced.lines, payment),
      ...partPaidNotices(basis, cart, priced.lines, priced.purses),
      ...coveredByNewPass(basis, cart, priced.lines).map((params) => ({ code: 'new_pass_covers', params })),
      ...(priced.risenFen > 0 ? [{ code: 'price_risen', params: { fen: priced.risenFen } }] : []),
      ...guards.flatMap((g) => guardNotices(basis, g)),
      ...capNotices(basis, payers, priced.lines),
    ],
  }
}

/** By whose leave others' means are used: the cashier saw it, so it must not have changed. */
function drawnOn(basis: Basis) {
  return [...basis.companions].flatMap(([id, { share }]) => (share ? [[id, share]] : []))
}

function toQuoteLine(line: PricedLine, payment: Payment): QuoteLine {
  return {
    key: line.key,
    kind: line.kind,
    itemId: line.itemId,
    name: line.name,
    quantity: line.quantity,
    unitListFen: line.unitListFen,
    listFen: line.listFen,
    netFen: line.netFen,
    bonusFen: line.bonusFen,
    memberId: line.memberId,
    guest: line.guest,
    adjustments: line.adjustments,
    allocations: payment.allocations.get(line.key) ?? [],
  }
}

function roundingLine(payment: Payment): QuoteLine {
  const amount = -payment.roundingFen
  return {
    key: 'rounding',
    kind: 'rounding',
    itemId: null,
    name: 'rounding',
    quantity: 1,
    unitListFen: amount,
    listFen: amount,
    netFen: amount,
    bonusFen: 0,
    memberId: null,
    guest: '',
    adjustments: [],
    allocations: payment.allocations.get('rounding') ?? [],
  }
}

/** Prices given by hand beyond what the cashier may give and no named approval covers: first what is too low, then what was raised. */
function approvalNeeded(basis: Basis, lines: readonly PricedLine[]): Quote['needsApproval'] {
  const approved = (line: PricedLine, of: 'limitBp' | 'limitFen') =>
    Math.max(0, ...line.approvalIds.map((id) => basis.approvals.get(id)?.[of] ?? 0))
  const low = lines.filter((line) => line.manualBp > Math.max(basis.discountLimitBp, approved(line, 'limitBp')))
  if (low.length > 0) return { act: 'discount', bp: Math.max(...low.map((l) => l.manualBp)), lineKeys: low.map((l) => l.key) }
  // Whoever may give everything away decides about prices alone.
  const high = basis.discountLimitBp >= 10_000 ? [] : lines.filter((line) => line.raiseFen > approved(line, 'limitFen'))
  if (high.length === 0) return null
  return { act: 'price_raise', fen: Math.max(...high.map((l) => l.raiseFen)), lineKeys: high.map((l) => l.key) }
}

function payersOf(basis: Basis, payment: Payment, lines: readonly PricedLine[], guards: readonly Guard[]): Quote['payers'] {
  const offered = basis.offers.map((o): [string, readonly Lot[]] => [o.member.id, o.lots])
  return [...pursesOf(basis), ...offered].map(([memberId, lots]) => {
    const own = lines.filter((l) => (l.memberId ?? basis.member?.id) === memberId)
    return {
      memberId,
      spendableFen: payment.spendable.get(memberId) ?? 0,
      needsProof: proofNeeded(guards.find((g) => g.member.id === memberId)),
      before: balancesOf(lots, basis.today),
      after: afterOf(basis, payment.purses.get(memberId) ?? lots, own),
      share: shareWords(basis, memberId, lots),
    }
  })
}

function afterOf(basis: Basis, lotsLeft: readonly Lot[], lines: readonly PricedLine[]): Balances {
  const after = balancesOf(lotsLeft, basis.today)
  for (const line of lines) {
    if (line.kind === 'top_up') {
      after.principalFen += line.netFen
      const [firstFen = 0] = bonusTranches(line.bonusFen, bonusMonthsOf(basis, line.itemId))
      after.bonusFen += firstFen
      after.bonusLaterFen += line.bonusFen - firstFen
    }
    // Used on the same bill, it is among the lots already.
    if (line.kind !== 'pass' || lotsLeft.some((l) => isNewLot(l.id) && l.grantId === line.key)) continue
    const plan = line.itemId === null ? null : (basis.catalog.items.get(line.itemId)?.pass ?? null)
    after.passValueFen += line.netFen
    if (plan && !plan.isUnlimited) after.passSessions += plan.components.reduce((a, c) => a + c.sessions + c.giftedSessions, 0)
  }
  return after
}

const EXPIRING_DAYS = 30

function noticesOf(basis: Basis, lines: readonly PricedLine[], payment: Payment): Quote['notices'] {
  const notices: Quote['notices'] = []
  const soon = Temporal.PlainDate.from(basis.today).add({ days: EXPIRING_DAYS }).toString()
  for (const lot of (basis.member && payment.purses.get(basis.member.id)) ?? []) {
    if (
      lot.remaining > 0 &&
      !isNewLot(lot.id) &&
      !lot.isFrozen &&
      lot.expiresOn !== null &&
      lot.expiresOn >= basis.today &&
      lot.expiresOn <= soon
    ) {
      notices.push({
        code: 'lot_expiring',
        params: { lotId: lot.id, name: lot.name, expiresOn: lot.expiresOn, remaining: lot.remaining, unit: lot.unit },
      })
    }
  }
  notices.push(...claimedUses(basis, payment))
  // Only where a deposit could pay: who forgets it pays twice.
  if (basis.memberDepositsFen > 0 && lines.some((l) => DEPOSIT_PAYS.has(l.kind)))
    notices.push({ code: 'deposit_open', params: { fen: basis.memberDepositsFen } })
  for (const memberId of withoutTerms(basis, lines)) notices.push({ code: 'terms_not_accepted', params: { memberId } })
  return notices
}

/** What this bill takes from a top-up or pass whose refund was asked for: nobody is stopped, and the cashier may ask the customer first. */
function claimedUses(basis: Basis, payment: Payment): Quote['notices'] {
  if (basis.claimedGrants.size === 0) return []
  const used = new Set([...payment.allocations.values()].flat().map((a) => a.lotId))
  const lots = [...pursesOf(basis).values()].flat().filter((lot) => used.has(lot.id) && basis.claimedGrants.has(lot.grantId))
  return [...new Set(lots.map((lot) => lot.name))].map((name) => ({ code: 'refund_requested', params: { name } }))
}

/** Members something is prepaid for who have not accepted the terms. */
export function withoutTerms(basis: Basis, lines: readonly { kind: string; memberId: string | null }[]): string[] {
  const prepaid = lines
    .filter((l) => l.kind === 'top_up' || l.kind === 'pass')
    .map((l) => memberOf(basis, l.memberId ?? basis.member?.id ?? null))
  return [...new Set(prepaid.flatMap((m) => (m && !m.hasAcceptedTerms ? [m.id] : [])))]
}
