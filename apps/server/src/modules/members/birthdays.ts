/** Which days of the year to look for when birthdays and anniversaries of coming days are wanted. Pure. */
import { LunarMonth, SolarDay } from 'tyme4ts'
import { addDays, type LocalDate } from '../../platform/time.ts'
import { dayOfYear, type Entry } from './search-tokens.ts'

export interface DayEntry {
  on: LocalDate
  entry: Entry
}

/** Birthdays celebrated from `from` on, through `days` days later, in both calendars. */
export function birthdayEntries(from: LocalDate, days: number): DayEntry[] {
  return eachDay(from, days).flatMap((on) => {
    const solar = solarDays(on).map((day) => ({ calendar: 'solar' as const, ...day }))
    const lunar = lunarDays(on).map((day) => ({ calendar: 'lunar' as const, ...day }))
    return [...solar, ...lunar].map((day) => ({ on, entry: { kind: 'birthday', value: dayOfYear(day) } as const }))
  })
}

/** Days on which people became members, years ago. */
export function anniversaryEntries(from: LocalDate, days: number): DayEntry[] {
  return eachDay(from, days).flatMap((on) =>
    solarDays(on).map((day) => ({ on, entry: { kind: 'joined', value: dayOfYear({ calendar: 'solar', ...day }).slice(6) } as const })),
  )
}

function eachDay(from: LocalDate, days: number): LocalDate[] {
  return Array.from({ length: days + 1 }, (_, n) => addDays(from, n))
}

/** The 28th of February stands for the 29th as well in years without one. */
function solarDays(on: LocalDate): { month: number; day: number }[] {
  const { month, day, inLeapYear } = Temporal.PlainDate.from(on)
  return [{ month, day }, ...(month === 2 && day === 28 && !inLeapYear ? [{ month, day: 29 }] : [])]
}

/** The last day of a short lunar month stands for the 30th as well. */
function lunarDays(on: LocalDate): { month: number; day: number }[] {
  const date = Temporal.PlainDate.from(on)
  const lunar = SolarDay.fromYmd(date.year, date.month, date.day).getLunarDay()
  const month = lunar.getLunarMonth()
  const day = lunar.getDay()
  const last = LunarMonth.fromYm(month.getYear(), month.getMonthWithLeap()).getDayCount()
  const plain = month.getMonth()
  return [{ month: plain, day }, ...(day === last && day === 29 ? [{ month: plain, day: 30 }] : [])]
}
