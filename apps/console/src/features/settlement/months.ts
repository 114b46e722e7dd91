/** Months as `2026-11`. Pure. */

export function monthAfter(month: string, count = 1): string {
  const date = new Date(`${month}-01T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + count)
  return date.toISOString().slice(0, 7)
}

/** Months a method may begin with: the first open one, this one, and a year ahead. */
export function monthsFrom(firstOpen: string | null, now: string): string[] {
  const first = firstOpen ?? now
  const months: string[] = []
  for (let month = first; month <= monthAfter(now > first ? now : first, 12); month = monthAfter(month)) months.push(month)
  return months
}
