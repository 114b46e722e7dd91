/** Pure rules of birthdays: which days exist, and when the next one is; steps of spending. */
import { LunarDay, LunarMonth, LunarYear, type SolarDay } from 'tyme4ts'
import type { LocalDate } from '../../platform/time.ts'

/** What a member spent in a year, as one looks for it. Each who spent more carries the token of every step below. */
export const SPEND_STEPS_FEN = [50_000, 100_000, 300_000, 1_000_000] as const

export interface Birthday {
  calendar: 'solar' | 'lunar'
  month: number
  day: number
  /** Lunar only: born in the leap month that follows the month of that number. */
  isLeap?: boolean | undefined
  year?: number | undefined
}

/** Whether there is such a day; without a year, whether there can be. A birthday with a year is not after `today`. */
export function isBirthday(birthday: Birthday, today: LocalDate): boolean {
  try {
    const on = birthday.calendar === 'lunar' ? lunarBirth(birthday) : solarBirth(birthday)
    return on === null || on <= today
  } catch {
    return false
  }
}

/** The solar date of birth, or null without a year. @throws when there is no such day */
function solarBirth({ year, month, day, isLeap }: Birthday): LocalDate | null {
  if (isLeap) throw new RangeError('only lunar months are leap months')
  // 2000 had a 29 February.
  const date = Temporal.PlainDate.from({ year: year ?? 2000, month, day }, { overflow: 'reject' })
  return year === undefined ? null : date.toString()
}

function lunarBirth({ year, month, day, isLeap }: Birthday): LocalDate | null {
  if (year !== undefined) return dateOf(LunarDay.fromYmd(year, isLeap ? -month : month, day).getSolarDay())
  if (month < 1 || month > 12 || day < 1 || day > 30) throw new RangeError('no lunar month has such a day')
  return null
}

/**
 * The next time the birthday is celebrated, `today` included. 29 February falls on the 28th in common years; the 30th of a lunar month
 * that has 29 days on the 29th; a leap month's birthday in the plain month of years without that leap month.
 */
export function nextBirthday(birthday: Birthday, today: LocalDate): LocalDate {
  const year = Temporal.PlainDate.from(today).year
  // The lunar year begins a month or two after the solar one, so the year before may still bring a date.
  for (const candidate of [year - 1, year, year + 1, year + 2]) {
    const on = birthday.calendar === 'lunar' ? lunarIn(birthday, candidate) : solarIn(birthday, candidate)
    if (on >= today) return on
  }
  throw new RangeError('a birthday comes every year')
}

function solarIn({ month, day }: Birthday, year: number): LocalDate {
  return Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' }).toString()
}

function lunarIn({ month, day, isLeap }: Birthday, lunarYear: number): LocalDate {
  const hasLeap = isLeap === true && LunarYear.fromYear(lunarYear).getLeapMonth() === month
  const signed = hasLeap ? -month : month
  const last = LunarMonth.fromYm(lunarYear, signed).getDayCount()
  return dateOf(LunarDay.fromYmd(lunarYear, signed, Math.min(day, last)).getSolarDay())
}

function dateOf(day: SolarDay): LocalDate {
  return Temporal.PlainDate.from({ year: day.getYear(), month: day.getMonth(), day: day.getDay() }).toString()
}
