import type { Cell, LiabilityRow } from './queries.ts'

export const ages = ['0-30', '31-90', '91-180', '181-365', 'over-365'] as const
export type Age = (typeof ages)[number]

/** What is owed first, what was given away after it. */
const order = ['principal', 'pass', 'days', 'bonus', 'rebate', 'points']

const units = ['fen', 'point', 'session', 'day'] as const

/** One line of the table: a kind of debt at a store, spread over its ages. */
export interface Line {
  key: string
  storeId: string
  storeName: string
  kind: LiabilityRow['kind']
  unit: Cell['unit']
  byAge: Readonly<Partial<Record<Age, { valueFen: number; quantity: number }>>>
  valueFen: number
  quantity: number
  lots: number
}

/** Rows of the report, which come one for each age, as lines with a column for each age. */
export function pivot(rows: readonly LiabilityRow[]): Line[] {
  const lines = new Map<string, Line>()
  for (const row of rows) {
    const unit = units.find((u) => u === row.unit) ?? 'fen'
    const key = `${row.storeId}~${row.kind}~${unit}`
    const line = lines.get(key) ?? {
      key,
      storeId: row.storeId,
      storeName: row.storeName,
      kind: row.kind,
      unit,
      byAge: {},
      valueFen: 0,
      quantity: 0,
      lots: 0,
    }
    lines.set(key, {
      ...line,
      byAge: { ...line.byAge, [row.age]: { valueFen: row.valueFen, quantity: row.quantity } },
      valueFen: line.valueFen + row.valueFen,
      quantity: line.quantity + row.quantity,
      lots: line.lots + row.lots,
    })
  }
  const rank = (line: Line) => order.indexOf(line.unit === 'day' ? 'days' : line.kind)
  const stores = [...new Set(rows.map((row) => row.storeId))]
  return [...lines.values()].sort((a, b) => stores.indexOf(a.storeId) - stores.indexOf(b.storeId) || rank(a) - rank(b))
}

/** A cell as it stands in the address, and back. */
export function cellText(line: Pick<Line, 'key'>, age?: Age): string {
  return age ? `${line.key}~${age}` : line.key
}

export function readCell(text: string | undefined, lines: readonly Line[]): { line: Line; age: Age | undefined } | null {
  const parts = text?.split('~') ?? []
  const line = lines.find((l) => l.key === parts.slice(0, 3).join('~'))
  return line ? { line, age: ages.find((a) => a === parts[3]) } : null
}

/** The end of a day where the reader sits, as an instant. */
export function endOfDay(day: string | undefined): string | undefined {
  if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined
  return new Date(`${day}T23:59:59.999`).toISOString()
}
