/** Spans of business days as people name them. Pure. */
import { addDays } from '../../lib/days.ts'

export const presets = ['today', 'yesterday', 'week', 'month', 'lastMonth'] as const
export type Preset = (typeof presets)[number]

export interface Span {
  from: string
  to: string
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const MAX_DAYS = 366

export function spanOf(preset: Preset, today: string): Span {
  if (preset === 'today') return { from: today, to: today }
  if (preset === 'yesterday') return { from: addDays(today, -1), to: addDays(today, -1) }
  // A week begins on Monday.
  if (preset === 'week') return { from: addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7)), to: today }
  const first = `${today.slice(0, 7)}-01`
  if (preset === 'month') return { from: first, to: today }
  const last = addDays(first, -1)
  return { from: `${last.slice(0, 7)}-01`, to: last }
}

export function presetOf(span: Span, today: string): Preset | undefined {
  return presets.find((preset) => {
    const named = spanOf(preset, today)
    return named.from === span.from && named.to === span.to
  })
}

/** What the address says, made a span the server answers: today where nothing sensible is said. */
export function readSpan(search: { from?: string | undefined; to?: string | undefined }, today: string): Span {
  const from = search.from && DAY.test(search.from) ? search.from : undefined
  const to = search.to && DAY.test(search.to) ? search.to : undefined
  const first = from ?? to ?? today
  const last = to ?? from ?? today
  if (first > last) return { from: last, to: first }
  const longest = addDays(first, MAX_DAYS - 1)
  return { from: first, to: last > longest ? longest : last }
}
