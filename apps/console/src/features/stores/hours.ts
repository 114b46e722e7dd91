/** Opening hours as people enter them: clock times, where one past midnight is of the next day. Pure. */

export interface Hours {
  from: string
  to: string
}
export type Week = (Hours | null)[]

const USUAL: Hours = { from: '10:00', to: '22:00' }

/** `02:00` after `10:00` is two at night: `26:00` on the wire. */
export function toWire({ from, to }: Hours): Hours {
  if (to > from) return { from, to }
  const [hour = '0', minute = '00'] = to.split(':')
  return { from, to: `${Number(hour) + 24}:${minute}` }
}

export function fromWire({ from, to }: Hours): Hours {
  const [hour = '0', minute = '00'] = to.split(':')
  return Number(hour) < 24 ? { from, to } : { from, to: `${String(Number(hour) - 24).padStart(2, '0')}:${minute}` }
}

/** A week to edit: what is known, else open every day at the usual hours. */
export function weekOf(known: Week): Week {
  return known.length === 7 ? known.map((day) => day && fromWire(day)) : Array.from({ length: 7 }, () => ({ ...USUAL }))
}

export function withDay(week: Week, index: number, day: Hours | null): Week {
  return week.map((known, i) => (i === index ? day : known))
}

/** Monday's hours on every day. */
export function copied(week: Week): Week {
  const [monday] = week
  return week.map(() => (monday ? { ...monday } : null))
}

export const usual = USUAL

/** Weekdays in a row that keep the same hours; `null` is closed. */
export interface Run {
  first: number
  last: number
  day: Hours | null
}

export function runsOf(known: Week): Run[] {
  const runs: Run[] = []
  known.forEach((day, index) => {
    const run = runs.at(-1)
    if (run && run.day?.from === day?.from && run.day?.to === day?.to) run.last = index
    else runs.push({ first: index, last: index, day })
  })
  return runs
}
