/** The reports of a day as data: what each may be grouped by, and which figures it adds up. */
import { discounts, type Facts, prepaid, returns, sales, staff, takings, underpriced, visits } from './facts.ts'

/** Whose name stands behind an id; null where the value is a word of its own. */
export type Named = 'store' | 'staff' | 'item' | 'category' | null

export interface Definition {
  facts: Facts
  /** What its rows may be grouped and chosen by. `store` and `day` come with every report. */
  dims: Readonly<Record<string, Named>>
  /** Every one is a sum, so that parts add up to the whole. The first orders the groups. */
  figures: readonly string[]
  /** How it is grouped when nothing is said. */
  by: readonly string[]
  /** Its rows carry a text: the name of the line, the reason. */
  hasText: boolean
}

const COMMON = { store: 'store', day: null } as const

export const DAY_REPORTS = {
  takings: {
    facts: takings,
    dims: { ...COMMON, tender: null, nature: null, use: null },
    figures: ['amountFen'],
    by: ['tender', 'nature', 'use'],
    hasText: false,
  },
  sales: {
    facts: sales,
    dims: { ...COMMON, kind: null, category: 'category', item: 'item' },
    figures: ['netFen', 'listFen', 'discountFen', 'quantity'],
    by: ['kind'],
    hasText: true,
  },
  prepaid: {
    facts: prepaid,
    dims: { ...COMMON, kind: null, unit: null, age: null, flow: null, place: null },
    figures: ['soldFen', 'usedFen', 'returnedFen', 'takenBackFen', 'lapsedFen', 'otherFen', 'changeFen', 'soldSessions', 'usedSessions'],
    by: ['store', 'kind', 'unit'],
    hasText: true,
  },
  discounts: {
    facts: discounts,
    dims: { ...COMMON, givenBy: 'staff', approver: 'staff', reason: null },
    figures: ['discountFen', 'priceFen', 'discounts'],
    by: ['givenBy', 'approver'],
    hasText: true,
  },
  underpriced: {
    facts: underpriced,
    dims: { ...COMMON, cause: null, kind: null, item: 'item', soldBy: 'staff' },
    figures: ['underFen', 'listFen', 'netFen', 'quantity'],
    by: ['cause'],
    hasText: true,
  },
  returns: {
    facts: returns,
    dims: { ...COMMON, kind: null, reason: null, givenBy: 'staff', approver: 'staff' },
    figures: ['totalFen', 'moneyFen', 'walletFen', 'documents'],
    by: ['kind', 'reason'],
    hasText: true,
  },
  staff: {
    facts: staff,
    dims: { ...COMMON, staff: 'staff', role: null, kind: null, item: 'item' },
    figures: ['amountFen', 'lines', 'requested'],
    by: ['staff', 'role', 'kind'],
    hasText: true,
  },
  visits: { facts: visits, dims: { ...COMMON, hour: null, guest: null }, figures: ['visits', 'totalFen'], by: ['hour'], hasText: false },
} as const satisfies Record<string, Definition>

export type DayReport = keyof typeof DAY_REPORTS
export const DAY_REPORT_NAMES = Object.keys(DAY_REPORTS) as [DayReport, ...DayReport[]]

export function definitionOf(report: DayReport): Definition {
  return DAY_REPORTS[report]
}
