/** A split that was agreed: what it was made of, so that it is seen when the bill has changed since. Pure. */
import type { CartLine, Quote } from '@yunbin/api-client'
import type { Schema } from '../../lib/schema.ts'
import type { DeskState } from './cart.ts'
import { choiceOfSplit } from './pay-choice.ts'
import type { SharerRow } from './sharers.ts'
import { idOf, openFen, type PayChoice, type Plan } from './tenders.ts'
import { whoseOf } from './whose.ts'

export type By = Schema<'SplitRequest'>['by']

export interface KeptSplit {
  by: By
  sharers: readonly SharerRow[]
  /** The bill as it was shared, see `shapeOf`. */
  shape: string
  totalFen: number
  /** The rows it became, by their ids. */
  rowIds: readonly string[]
}

/** All that a split is made of: what is open of every line, whose it is, and the deposits that pay before anybody shares. */
export function shapeOf(
  plan: Pick<Plan, 'lines' | 'tenders'>,
  { memberId, lines }: Pick<DeskState, 'memberId' | 'lines'>,
  choice: PayChoice,
): string {
  const ownerOf = (line: CartLine | undefined) => (line ? whoseOf(line) : null)
  return JSON.stringify([
    memberId,
    plan.lines.map((l) => [l.key, openFen(plan, l), ownerOf(lines.find((line) => line.key === l.key))]),
    choice.flatMap((row) => (row.kind === 'deposit' ? [[row.id, row.fen]] : [])),
  ])
}

/** The bill is another one than the one that was shared, and rows of the split still say otherwise. */
export function isOutdated(split: KeptSplit, shape: string, choice: PayChoice): boolean {
  return split.shape !== shape && choice.some((row) => split.rowIds.includes(idOf(row)))
}

/** The payment after a split: deposits stay, everything else is the shares. */
export function applySplit(
  { by, sharers, shares }: { by: By; sharers: readonly SharerRow[]; shares: Schema<'Split'> },
  plan: Quote,
  state: Pick<DeskState, 'memberId' | 'lines'>,
  choice: PayChoice,
): { choice: PayChoice; split: KeptSplit } {
  const deposits = choice.filter((row) => row.kind === 'deposit')
  const planned = plan.tenders.flatMap((e) => (e.kind === 'stored_value' && e.memberId ? [e.memberId] : []))
  const rows = choiceOfSplit(shares, sharers, planned)
  const paying = rows.filter((row) => row.fen !== 0)
  return {
    choice: [...deposits, ...rows],
    split: { by, sharers, shape: shapeOf(plan, state, deposits), totalFen: shares.totalFen, rowIds: paying.map(idOf) },
  }
}
