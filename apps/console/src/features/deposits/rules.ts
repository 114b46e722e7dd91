/** 定金 is at most a fifth of what was agreed (Civil Code, article 586); the server has the last word. */
const EARNEST_PART = 5

export function mostEarnestFen(contractFen: number): number {
  return Math.floor(contractFen / EARNEST_PART)
}

export type DepositState = 'open' | 'used' | 'refunded' | 'forfeited'

/** What became of a deposit: the larger part says it, once nothing is left. */
export function stateOf(deposit: { openFen: number; usedFen: number; refundedFen: number; forfeitedFen: number }): DepositState {
  if (deposit.openFen > 0) return 'open'
  if (deposit.forfeitedFen > 0) return 'forfeited'
  return deposit.usedFen >= deposit.refundedFen ? 'used' : 'refunded'
}
