/** What no cart may say twice. Pure. */
import type { CartTender } from './schemas.ts'

const isOnceEach = (names: readonly string[]) => new Set(names).size === names.length

/** Every wallet, account and deposit pays by one tender. */
export function isDrawnOnce(tenders: readonly CartTender[], memberId: string | null): boolean {
  return isOnceEach(tenders.flatMap((t) => sourceOf(t, memberId) ?? []))
}

/** What a tender draws on, if that can be drawn on only once. */
function sourceOf(tender: CartTender, memberId: string | null): string | null {
  if (tender.kind === 'stored_value') return `wallet ${tender.memberId ?? memberId}`
  if (tender.kind === 'on_account') return `account ${tender.accountId}`
  return tender.kind === 'deposit' ? `deposit ${tender.depositId}` : null
}

interface MaybeSettlement {
  kind: string
  accountId?: string | undefined
  debtId?: string | undefined
}

/** A debt is paid by one line: an account is settled by one that pays the oldest first, or by some that each name another debt. */
export function isEachDebtOnce(lines: readonly MaybeSettlement[]): boolean {
  const settlements = lines.filter((l) => l.kind === 'settlement')
  return [...Map.groupBy(settlements, (l) => l.accountId).values()].every(
    (all) => all.length === 1 || (all.every((l) => l.debtId !== undefined) && isOnceEach(all.map((l) => `${l.debtId}`))),
  )
}
