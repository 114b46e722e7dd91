/**
 * Lines about money that is kept or owed count fen, one fen a piece, so that any part of them can be taken back. Nobody wants to read
 * “× 20000”: wherever lines are shown, these are an amount.
 */
const COUNTING_FEN: ReadonlySet<string> = new Set(['deposit', 'settlement', 'forfeit'])

export function countsFen(line: { kind: string }): boolean {
  return COUNTING_FEN.has(line.kind)
}

/** ` × 2` behind the name of a line that is counted in pieces; nothing for what is an amount. */
export function timesText(line: { kind: string; quantity: number }): string {
  return countsFen(line) || line.kind === 'rounding' ? '' : ` × ${line.quantity}`
}
