/** Passes that are paid in parts 补款卡, as they were posted. Pure. */
import { sumFen } from '../../platform/money.ts'

interface PostedLine {
  kind: string
  allocations: readonly { tenderId: string; amountFen: number }[]
}

/** What of the price of a pass was put on account on the day of the sale; 0 for everything else. */
export function laterFenOf(tenders: readonly { id: string; kind: string }[], { kind, allocations }: PostedLine): number {
  if (kind !== 'pass') return 0
  const onAccount = new Set(tenders.filter((t) => t.kind === 'on_account').map((t) => t.id))
  return sumFen(allocations.filter((a) => onAccount.has(a.tenderId)).map((a) => a.amountFen))
}
