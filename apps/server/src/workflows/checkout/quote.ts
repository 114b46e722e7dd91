/** Basis + cart → what it costs, why, and who pays. Pure; preview and completion run this same function, so they cannot drift. */
import { createHash } from 'node:crypto'
import { guardOf, overCap, SpendingStopped } from '../../modules/cards/index.ts'
import { type Balances, balancesOf } from '../../modules/wallet/index.ts'
import { sumFen } from '../../platform/money.ts'
import type { Basis } from './basis.ts'
import { StaffUnknown } from './errors.ts'
import { type Payment, payLines } from './pay-lines.ts'
import { type PricedLine, priceLines } from './price-lines.ts'
import type { Cart, Quote, QuoteLine } from './schemas.ts'
import { shareOut } from './shares.ts'

/** Prices a cart and says for every fen why. @throws the problems of `price-lines.ts`, `pay-lines.ts` and `shares.ts` */
export function quoteCart(basis: Basis, cart: Cart): Quote {
  for (const line of cart.lines) {
    const stranger = line.staff.find((s) => !basis.staffIds.has(s.staffId))
    if (stranger) throw new StaffUnknown({ key: line.key, staffId: stranger.staffId })
    shareOut(line, 0)
  }
  if (basis.member?.isStopped && asksForOwnMeans(cart)) throw new SpendingStopped({ memberId: basis.member.id })
  const priced = priceLines(basis, cart)
  const payment = payLines(basis, priced.lines, priced.lotsLeft, cart.tenders)
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
    spendableFen: payment.spendableFen,
    needsApproval: approvalNeeded(basis, priced.lines),
  }
  const guard = guardOfPayment(basis, payment)
  const after = basis.member ? afterOf(basis, payment, priced.lines) : null
  return {
    ...content,
    needsProof: guard.needs === 'pin' || guard.needs === 'gift_code' ? { kind: guard.needs, amountFen: guard.spentFen } : null,
    quoteHash: createHash('sha256').update(JSON.stringify(content)).digest('base64url'),
    balances: after ? { before: balancesOf(basis.lots, basis.today), after } : null,
    notices: [...noticesOf(basis, priced.lines, payment), ...guardNotices(basis, guard), ...capNotices(basis, priced.lines, after)],
  }
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
    adjustments: [],
    allocations: payment.allocations.get('rounding') ?? [],
  }
}

/** Lines discounted by hand beyond what the cashier may give and no named approval covers. */
function approvalNeeded(basis: Basis, lines: readonly PricedLine[]): Quote['needsApproval'] {
  const open = lines.filter((line) => {
    const approvedBp = Math.max(0, ...line.approvalIds.map((id) => basis.approvals.get(id)?.limitBp ?? 0))
    return line.manualBp > Math.max(basis.discountLimitBp, approvedBp)
  })
  if (open.length === 0) return null
  return { act: 'discount', bp: Math.max(...open.map((l) => l.manualBp)), lineKeys: open.map((l) => l.key) }
}

function afterOf(basis: Basis, payment: Payment, lines: readonly PricedLine[]): Balances {
  const after = balancesOf(payment.lotsLeft, basis.today)
  for (const line of lines) {
    if (line.kind === 'top_up') {
      after.principalFen += line.netFen
      after.bonusFen += line.bonusFen
    }
    if (line.kind !== 'pass') continue
    const plan = line.itemId === null ? null : (basis.catalog.items.get(line.itemId)?.pass ?? null)
    after.passValueFen += line.netFen
    if (plan && !plan.isUnlimited) after.passSessions += plan.components.reduce((a, c) => a + c.sessions + c.giftedSessions, 0)
  }
  return after
}

function asksForOwnMeans(cart: Cart): boolean {
  const asksForMoney = cart.tenders !== 'auto' && cart.tenders.some((t) => t.kind === 'stored_value')
  return asksForMoney || cart.lines.some((l) => typeof l.pass === 'object')
}

/** What this much of the own means takes, stored value and sessions together. */
function guardOfPayment(basis: Basis, payment: Payment) {
  const spentFen = sumFen(payment.tenders.filter((t) => t.kind === 'stored_value' || t.kind === 'pass').map((t) => t.amountFen))
  return { spentFen, needs: basis.member ? guardOf(spentFen, basis.member, basis.pinRule) : ('none' as const) }
}

function guardNotices(basis: Basis, guard: ReturnType<typeof guardOfPayment>): Quote['notices'] {
  const notices: Quote['notices'] = []
  if (basis.member?.isStopped) notices.push({ code: 'spending_stopped', params: {} })
  if (guard.needs === 'pin_not_set' || guard.needs === 'pin_needed_first')
    notices.push({ code: guard.needs, params: { amountFen: guard.spentFen, thresholdFen: basis.pinRule.thresholdFen } })
  return notices
}

function capNotices(basis: Basis, lines: readonly PricedLine[], after: Balances | null): Quote['notices'] {
  if (!basis.member || !after || !lines.some((l) => l.kind === 'top_up')) return []
  const over = overCap(after, basis.member.isAnonymous, basis.caps)
  return over ? [{ code: 'card_cap_exceeded', params: over }] : []
}

const EXPIRING_DAYS = 30

function noticesOf(basis: Basis, lines: readonly PricedLine[], payment: Payment): Quote['notices'] {
  const notices: Quote['notices'] = []
  const soon = Temporal.PlainDate.from(basis.today).add({ days: EXPIRING_DAYS }).toString()
  for (const lot of payment.lotsLeft) {
    if (lot.remaining > 0 && !lot.isFrozen && lot.expiresOn !== null && lot.expiresOn >= basis.today && lot.expiresOn <= soon) {
      notices.push({
        code: 'lot_expiring',
        params: { lotId: lot.id, name: lot.name, expiresOn: lot.expiresOn, remaining: lot.remaining, unit: lot.unit },
      })
    }
  }
  const prepays = lines.some((l) => l.kind === 'top_up' || l.kind === 'pass')
  if (prepays && basis.member && !basis.member.hasAcceptedTerms) notices.push({ code: 'terms_not_accepted', params: {} })
  return notices
}
