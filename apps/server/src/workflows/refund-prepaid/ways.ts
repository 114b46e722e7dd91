/** How the money may go out: back where it came from while the channel takes it, otherwise in cash or by bank transfer. Pure. */
import { PayoutIncomplete, PayoutInvalid } from '../../modules/prepaid/index.ts'
import type { PayoutKind } from '../../modules/sales/index.ts'
import { sumFen } from '../../platform/money.ts'
import { addDays, type LocalDate } from '../../platform/time.ts'
import type { LoadedGrant } from './load-grants.ts'

export interface Way {
  /** The payment it goes back to; null for cash and transfers. */
  tenderId: string | null
  kind: PayoutKind
  maxFen: number
  /** The channel's last day for it. */
  until: LocalDate | null
  isOpen: boolean
}

export interface Payout {
  tenderId: string | null
  kind: PayoutKind
  amountFen: number
}

/** Ways of outside money that go back by themselves. */
const CHANNELS: ReadonlySet<string> = new Set(['wechat', 'alipay', 'bank_card'])

/** Every way there is for a total, channels first. */
export function waysOf(grants: readonly LoadedGrant[], totalFen: number, wechatDays: number, today: LocalDate): Way[] {
  const paid = grants.flatMap((g) => g.tenders.map((t) => ({ ...t, paidOn: g.paidOn })))
  const channels = [...Map.groupBy(paid, (t) => t.tenderId).values()].flatMap((parts): Way[] => {
    const first = parts[0]
    if (!first || !CHANNELS.has(first.kind)) return []
    const until = first.kind === 'wechat' ? addDays(first.paidOn, wechatDays) : null
    const maxFen = Math.min(first.tenderLeftFen, sumFen(parts.map((p) => p.amountFen)))
    return [{ tenderId: first.tenderId, kind: first.kind, maxFen, until, isOpen: maxFen > 0 && (until === null || today <= until) }]
  })
  const free = (kind: 'cash' | 'bank_transfer'): Way => ({ tenderId: null, kind, maxFen: totalFen, until: null, isOpen: true })
  return [...channels, free('cash'), free('bank_transfer')]
}

/** The usual way: back to the channels as far as they take it, the rest in cash. */
export function planOf(ways: readonly Way[], totalFen: number, cashPaidFen: number): Payout[] {
  let left = totalFen
  const take = (way: Way, most: number): Payout[] => {
    const amountFen = Math.min(left, most)
    if (amountFen <= 0) return []
    left -= amountFen
    return [{ tenderId: way.tenderId, kind: way.kind, amountFen }]
  }
  const channels = ways.filter((w) => w.tenderId !== null && w.isOpen)
  const cash = ways.find((w) => w.kind === 'cash')
  // What was paid in cash goes back in cash before a channel is asked for more than its share.
  const reservedFen = Math.min(cashPaidFen, totalFen)
  const byChannel = channels.flatMap((way) => take(way, Math.min(way.maxFen, left - reservedFen)))
  return [...byChannel, ...(cash ? take(cash, left) : [])]
}

/** What was paid in cash for these grants. */
export function cashPaid(grants: readonly LoadedGrant[]): number {
  return sumFen(grants.flatMap((g) => g.tenders.filter((t) => t.kind === 'cash').map((t) => t.amountFen)))
}

export interface AskedPayout extends Payout {
  reason: string
  payee: { name: string; account: string } | null
}

/** @throws PayoutInvalid, PayoutIncomplete */
export function checkPayouts(ways: readonly Way[], payouts: readonly AskedPayout[], totalFen: number, cashPaidFen: number): void {
  const seen = new Set<string>()
  for (const payout of payouts) {
    const way = ways.find((w) => w.kind === payout.kind && w.tenderId === payout.tenderId)
    const refuse = (why: string) => new PayoutInvalid({ kind: payout.kind, tenderId: payout.tenderId, why, maxFen: way?.maxFen ?? 0 })
    if (!way) throw refuse('unknown')
    if (!way.isOpen) throw refuse('closed')
    if (payout.amountFen > way.maxFen) throw refuse('too_much')
    if ((payout.kind === 'bank_transfer') !== (payout.payee !== null)) throw refuse('payee')
    const key = `${payout.kind}|${payout.tenderId}`
    if (payout.kind !== 'bank_transfer' && seen.has(key)) throw refuse('twice')
    seen.add(key)
  }
  const sum = (isIt: (p: AskedPayout) => boolean) => sumFen(payouts.filter(isIt).map((p) => p.amountFen))
  if (sum(() => true) !== totalFen) throw new PayoutIncomplete({ totalFen, paidFen: sum(() => true) })
  const channelFen = sumFen(ways.filter((w) => w.tenderId !== null && w.isOpen).map((w) => w.maxFen))
  const isDiverted = sum((p) => p.tenderId !== null) < Math.min(channelFen, Math.max(0, totalFen - cashPaidFen))
  const diverted = payouts.find((p) => p.tenderId === null && p.reason === '')
  if (isDiverted && diverted) throw new PayoutInvalid({ kind: diverted.kind, tenderId: null, why: 'reason', maxFen: totalFen })
}
