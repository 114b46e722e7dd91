/** `yunbin verify`: proves that ledgers, balances and hash chains agree, beside a running server or without one. */
export async function verify(): Promise<void> {
  throw new Error('nothing to verify yet')
}
