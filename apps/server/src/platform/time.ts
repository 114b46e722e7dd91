/** Instants, business days and the one clock of the server. */

/** A calendar date `YYYY-MM-DD` without a zone: a business day, a birthday, a day of expiry. */
export type LocalDate = string

/** Where "now" comes from: the real clock, or one that was set for a trial. It always runs on. */
export class Clock {
  #offsetMs = 0

  now(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(Date.now() + this.#offsetMs)
  }

  /** From this moment on the clock runs on from `instant`. */
  setTo(instant: Temporal.Instant): void {
    this.#offsetMs = instant.epochMilliseconds - Date.now()
  }
}

/**
 * The business day of an instant: the local date in `zone`, where the hours before `cutoffHour` still belong to the day before.
 * @example businessDay(2026-11-22T03:59+08:00, 'Asia/Shanghai', 4) → '2026-11-21'
 */
export function businessDay(instant: Temporal.Instant, zone: string, cutoffHour: number): LocalDate {
  const local = instant.toZonedDateTimeISO(zone)
  const date = local.toPlainDate()
  return (local.hour < cutoffHour ? date.subtract({ days: 1 }) : date).toString()
}

/** The calendar date of an instant in `zone`: what birthdays and periods set by law count by, unlike the day of the books. */
export function dateIn(instant: Temporal.Instant, zone: string): LocalDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** The wall clock of a place to the minute, as papers print it: `2026-11-22 09:30`. */
export function minuteIn(at: Temporal.Instant | string, zone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone)
  return `${local.toPlainDate()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`
}

/** `day` plus a number of days, which may be negative. */
export function addDays(day: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** The same day of the month so many months later; the last day of a month that is too short. */
export function addMonths(day: LocalDate, months: number): LocalDate {
  return Temporal.PlainDate.from(day).add({ months }).toString()
}

/** Days from `from` to `to`: 0 on the same day, negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days
}

/** Whether a thing valid through the end of `expiresOn` (policy P19) is over on `today`; no date never ends. */
export function isExpired(expiresOn: LocalDate | null, today: LocalDate): boolean {
  return expiresOn !== null && expiresOn < today
}

/** Whether a string names a time zone of the system's database. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}
