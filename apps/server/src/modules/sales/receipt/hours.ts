/** When a shop is open, for the foot of its paper: weekdays in a row that keep the same hours share a line. Pure. */
import type { OpeningHours } from '../../settings/index.ts'

export interface HoursLabels {
  title: string
  /** Monday first. */
  days: readonly string[]
  closed: string
  /** Behind midnight. */
  nextDay: string
}

/** Nothing where nobody said when the shop is open. */
export function hoursRows(labels: HoursLabels, week: OpeningHours): string[] {
  if (!week.some((day) => day !== null)) return []
  const runs: { first: string; last: string; text: string }[] = []
  week.forEach((day, index) => {
    const name = labels.days[index] ?? ''
    const text = day === null ? labels.closed : `${day.from}-${clock(labels, day.to)}`
    const run = runs.at(-1)
    if (run?.text === text) run.last = name
    else runs.push({ first: name, last: name, text })
  })
  const [only] = runs
  if (runs.length === 1 && only) return [`${labels.title} ${only.text}`]
  return [labels.title, ...runs.map(({ first, last, text }) => `${first === last ? first : `${first}-${last}`} ${text}`)]
}

/** `26:00` is two at night. */
function clock({ nextDay }: HoursLabels, time: string): string {
  const [hour = '0', minute = '00'] = time.split(':')
  return Number(hour) <= 24 ? time : `${nextDay}${String(Number(hour) - 24).padStart(2, '0')}:${minute}`
}
