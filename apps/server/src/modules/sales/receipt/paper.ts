/** What every document on receipt paper is laid out with: rules, lines in the middle, names and figures at the sides. Pure. */
import type { Columns } from './schemas.ts'
import { pair, printable, wrap } from './text.ts'

export type Style = 'plain' | 'bold' | 'tall' | 'total'

/** One printed line. Its text is plain: it becomes markup in `receiptSource` alone. */
export type Row = { kind: 'rule' } | { kind: 'text'; text: string; align: 'left' | 'center'; style: Style }

/** A paper while rows are put on it. */
export interface Paper {
  rows: Row[]
  columns: Columns
}

/** How far a line stands in that belongs to the one above it. */
export const INDENT = 2

export function rule(paper: Paper): void {
  paper.rows.push({ kind: 'rule' })
}

/** A text in the middle, on as many lines as it takes; none for what prints as nothing. */
export function centre(paper: Paper, text: string, style: Style = 'plain'): void {
  const clean = printable(text)
  if (clean === '') return
  for (const line of wrap(clean, paper.columns)) paper.rows.push({ kind: 'text', text: line, align: 'center', style })
}

/** A name on the left and its figure on the right, on as many lines as they take. */
export function put(paper: Paper, left: string, right: string, indent = 0, style: Style = 'plain'): void {
  for (const text of pair(printable(left), printable(right), paper.columns, indent))
    paper.rows.push({ kind: 'text', text, align: 'left', style })
}
