/** The reports of a day as the console shows them: how each may be grouped, and which figures stand where. */
import type { Schema } from '../../lib/schema.ts'

export type DayReport = Schema<'DayReport'>['report']
export type Group = Schema<'DayReportGroup'>

interface Shape {
  /** Groupings to choose from; the first is shown first. Words joined with commas, as the server takes them. */
  by: readonly [string, ...string[]]
  /** Columns, the first with a bar. */
  figures: readonly [string, ...string[]]
  /** From which width a column is shown; not named: always. */
  from?: Readonly<Record<string, 'tablet' | 'desktop'>>
  /** What the first figure was taken off, so that it can be told how deep it goes. */
  of?: string
}

export const dayReports: Readonly<Record<DayReport, Shape>> = {
  takings: { by: ['tender', 'nature,use', 'tender,use', 'store', 'day'], figures: ['amountFen'] },
  sales: {
    by: ['kind', 'category', 'item', 'store', 'day'],
    figures: ['netFen', 'listFen', 'discountFen', 'quantity'],
    from: { listFen: 'tablet', discountFen: 'tablet', quantity: 'tablet' },
  },
  prepaid: {
    by: ['store,kind', 'kind', 'kind,age', 'place', 'day'],
    figures: ['changeFen', 'soldFen', 'usedFen', 'returnedFen', 'takenBackFen', 'lapsedFen', 'otherFen', 'usedSessions'],
    from: {
      soldFen: 'tablet',
      usedFen: 'tablet',
      returnedFen: 'desktop',
      takenBackFen: 'desktop',
      lapsedFen: 'desktop',
      otherFen: 'desktop',
      usedSessions: 'desktop',
    },
  },
  discounts: {
    by: ['givenBy,approver', 'reason', 'givenBy,reason', 'store', 'day'],
    figures: ['discountFen', 'priceFen', 'discounts'],
    of: 'priceFen',
    from: { priceFen: 'tablet', discounts: 'tablet' },
  },
  underpriced: {
    by: ['cause', 'item', 'soldBy', 'store', 'day'],
    figures: ['underFen', 'listFen', 'netFen', 'quantity'],
    of: 'listFen',
    from: { listFen: 'tablet', netFen: 'tablet', quantity: 'tablet' },
  },
  returns: {
    by: ['kind,reason', 'givenBy,approver', 'store', 'day'],
    figures: ['totalFen', 'moneyFen', 'walletFen', 'documents'],
    from: { moneyFen: 'tablet', walletFen: 'tablet', documents: 'tablet' },
  },
  staff: {
    by: ['staff', 'staff,role,kind', 'staff,day', 'item', 'store'],
    figures: ['amountFen', 'lines', 'requested'],
    from: { lines: 'tablet', requested: 'tablet' },
  },
  visits: { by: ['hour', 'guest', 'day', 'store'], figures: ['visits', 'totalFen'] },
}

export const dayReportNames = Object.keys(dayReports) as DayReport[]

export const isMoney = (figure: string) => figure.endsWith('Fen')

/** What is opened: a group's key and one of its figures, as they stand in the address. */
export interface Opened {
  is: Record<string, string | null>
  figure: string
}

export function openedText(opened: Opened): string {
  return JSON.stringify([opened.is, opened.figure])
}

/** Nonsense in the address opens nothing. */
export function readOpened(text: string | undefined, report: DayReport): Opened | null {
  if (!text) return null
  try {
    const [is, figure] = JSON.parse(text) as [unknown, unknown]
    const isKey = typeof is === 'object' && is !== null && Object.values(is).every((v) => v === null || typeof v === 'string')
    if (!isKey || typeof figure !== 'string' || !dayReports[report].figures.includes(figure)) return null
    return { is: is as Record<string, string | null>, figure }
  } catch {
    return null
  }
}

/** A part of a whole in percent, to one place; null of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1000) / 10
}

/** How much more or less than before, in percent; null where there was nothing before. */
export function growth(now: number, before: number): number | null {
  if (before === 0) return null
  return Math.round(((now - before) / Math.abs(before)) * 100)
}
