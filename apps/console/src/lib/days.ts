/** Days of the shop, as `YYYY-MM-DD`. Pure. */

/** So many days later; counted without any zone. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The business day it is at a counter: hours before the cut-off still belong to the day before. */
export function businessDayOf(now: Date, zone: string, cutoffHour: number): string {
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  return local.format(new Date(now.getTime() - cutoffHour * 3_600_000))
}
