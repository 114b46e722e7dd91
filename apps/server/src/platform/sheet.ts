/** A table on its way into a spreadsheet. Pure, but for the name of the file nothing here knows what the table is about. */
import { problem } from './errors.ts'

export type Cell = string | number | null

export interface SheetColumn {
  title: string
  /** Money is fen in the rows and yuan in the sheet. */
  kind: 'text' | 'money' | 'count'
}

export interface Sheet {
  /** Of the sheet and of the file. */
  name: string
  columns: readonly SheetColumn[]
  rows: readonly (readonly Cell[])[]
}

/** More than this is for a database, not for a spreadsheet. */
export const MAX_SHEET_ROWS = 100_000

export const ExportTooLarge = problem(
  'export_too_large',
  422,
  'That is more rows than a spreadsheet is given; choose fewer days or one store',
)

/** @throws ExportTooLarge */
export function refuseTooLarge(sheet: Sheet): void {
  if (sheet.rows.length > MAX_SHEET_ROWS) throw new ExportTooLarge({ limit: MAX_SHEET_ROWS })
}

/**
 * What a spreadsheet may take for the beginning of a formula, in half and in full width, and what it skips in front of one. A name that a
 * member made up must not run on the owner's computer.
 */
const DANGEROUS = /^[=+\-@＝＋－＠\t\r\n]/

/** Text that a spreadsheet shows and never calculates. */
export function harmless(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text
}

/** Digits in groups: a spreadsheet that reads a file of text takes a bare phone for a number, and drops its zeros. */
export function spacedDigits(text: string): string {
  return /^\d{7,}$/.test(text) ? text.replace(/^(\d{3})(\d{4})(\d+)$/, '$1 $2 $3') : text
}

/** Fen as yuan: `-12.50`. */
function yuanText(fen: number): string {
  const whole = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${whole.slice(0, -2)}.${whole.slice(-2)}`
}

function csvCell(cell: Cell | undefined, kind: SheetColumn['kind']): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return kind === 'money' ? yuanText(cell) : String(cell)
  const text = harmless(cell)
  return /[",\r\n\t;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Comma-separated in UTF-8, with the mark by which spreadsheets know it. */
export function csvOf(sheet: Sheet): Buffer {
  const head = sheet.columns.map((c) => csvCell(c.title, 'text'))
  const lines = sheet.rows.map((row) => sheet.columns.map((c, i) => csvCell(row[i], c.kind)).join(','))
  return Buffer.from(`\uFEFF${[head.join(','), ...lines].join('\r\n')}\r\n`)
}
