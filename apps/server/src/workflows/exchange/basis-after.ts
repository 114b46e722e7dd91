/**
 * The basis of what goes out as it will be once what comes back is where it came from: lots, deposits and accounts may pay anew in the same
 * act. Only the preview needs it; the act itself reads what it has moved.
 */
import { type Lot, readLots } from '../../modules/wallet/index.ts'
import type { ReadCtx } from '../../platform/ctx.ts'
import { sumFen } from '../../platform/money.ts'
import type { Basis, Cart } from '../checkout/index.ts'
import { lotsBack, type Payout, type Posted, type Unwound } from '../refund/index.ts'

type LotBack = ReturnType<typeof lotsBack>[number]

export async function basisAfter(ctx: ReadCtx, basis: Basis, cart: Cart, posted: Posted, unwound: Unwound, payouts: readonly Payout[]) {
  return { ...(await withLots(ctx, basis, lotsBack(posted, unwound))), ...sourcesAfter(basis, cart, posted, payouts) }
}

/** Whoever paid and may pay again: the bill's member, whom the cart names, and who is only offered. */
async function withLots(ctx: ReadCtx, basis: Basis, back: readonly LotBack[]): Promise<Basis> {
  const after = { ...basis, companions: new Map(basis.companions), offers: [...basis.offers] }
  for (const memberId of new Set(back.map((b) => b.memberId))) {
    const own = back.filter((b) => b.memberId === memberId)
    const companion = basis.companions.get(memberId)
    const offer = basis.offers.findIndex((o) => o.member.id === memberId)
    const offered = basis.offers[offer]
    const owner = basis.member?.id === memberId ? basis.member : (companion ?? offered)?.member
    if (!owner) continue
    // A lot that was spent to the last fen is not among the open ones.
    const all = await readLots(ctx, memberId, 'all')
    const lotsOf = (open: readonly Lot[]) => all.flatMap((lot) => lotAfter(lot, open, own, owner.isStopped))
    if (basis.member?.id === memberId) after.lots = lotsOf(basis.lots)
    if (companion) after.companions.set(memberId, { ...companion, lots: lotsOf(companion.lots) })
    if (offered) after.offers[offer] = { ...offered, lots: lotsOf(offered.lots) }
  }
  return after
}

function lotAfter(lot: Lot, openLots: readonly Lot[], back: readonly LotBack[], isStopped: boolean): Lot[] {
  const part = back.find((b) => b.lotId === lot.id)
  const open = openLots.find((l) => l.id === lot.id)
  if (!part) return open ? [open] : []
  const expiresOn = part.graceUntil ?? lot.expiresOn
  const isFrozen = lot.isFrozen || isStopped
  return [{ ...lot, ...open, remaining: lot.remaining + part.quantity, valueFen: lot.valueFen + part.amountFen, expiresOn, isFrozen }]
}

/** Deposits that are filled again, and accounts that owe so much less. */
function sourcesAfter(basis: Basis, cart: Cart, posted: Posted, payouts: readonly Payout[]): Pick<Basis, 'deposits' | 'accounts'> {
  const back = (kind: Payout['kind'], sourceId: string) =>
    sumFen(payouts.filter((p) => p.kind === kind && sourceOf(posted, p) === sourceId).map((p) => p.amountFen))
  const tenders = cart.tenders === 'auto' ? [] : cart.tenders
  // One that was used to the last fen is not among the open ones.
  const deposits = tenders.flatMap((t) => {
    const openFen = t.kind === 'deposit' ? (basis.deposits.get(t.depositId)?.openFen ?? 0) + back('deposit', t.depositId) : 0
    return t.kind === 'deposit' && openFen > 0 ? [[t.depositId, { id: t.depositId, openFen }] as const] : []
  })
  const accounts = [...basis.accounts.values()].map((a) => {
    const lessFen = back('on_account', a.id)
    return [a.id, { ...a, owedFen: a.owedFen - lessFen, owedHereFen: a.owedHereFen - lessFen }] as const
  })
  return { deposits: new Map(deposits), accounts: new Map(accounts) }
}

function sourceOf(posted: Posted, payout: Payout): string | null {
  return posted.tenders.find((t) => t.id === payout.tenderId)?.sourceId ?? null
}
