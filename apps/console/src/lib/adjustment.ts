/** Which words explain an adjustment: its kind, except that a visit on an unlimited pass takes no session. */
export function adjustmentKey(adjustment: { kind: string; params: Record<string, unknown> }): string {
  const isUnlimited = adjustment.kind === 'pass_price' && adjustment.params.sessions === 0
  return isUnlimited ? 'pass_price_unlimited' : adjustment.kind
}
