import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvOf, ExportTooLarge, harmless, MAX_SHEET_ROWS, refuseTooLarge, type Sheet, spacedDigits } from './sheet.ts'
import { xlsxOf } from './sheet-xlsx.ts'

const BEGINNINGS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']
const anyText = fc.oneof(
  fc.string(),
  fc.tuple(fc.constantFrom(...BEGINNINGS), fc.string()).map(([first, rest]) => first + rest),
)
const sheetOf = (rows: Sheet['rows'], columns: Sheet['columns'] = [{ title: '名', kind: 'text' }]): Sheet => ({ name: '表', columns, rows })

/** Reads what csvOf wrote, as a spreadsheet would. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'))
    if (end === '\r\n') rows.push([])
  }
  return rows
}

describe('text in a spreadsheet', () => {
  it('never begins as a formula does, whatever it is, and is otherwise as it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = harmless(text)
        expect(BEGINNINGS.some((b) => shown.startsWith(b))).toBe(false)
        expect([text, `'${text}`]).toContain(shown)
      }),
    )
  })

  it('comes through a comma-separated file whole, in its own cell', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, anyText), { minLength: 1, maxLength: 5 }), (rows) => {
        const columns: Sheet['columns'] = [
          { title: 'a', kind: 'text' },
          { title: 'b', kind: 'text' },
        ]
        const text = csvOf(sheetOf(rows, columns)).toString()
        expect(text.startsWith('\uFEFF')).toBe(true)
        expect(parseCsv(text.slice(1)).slice(1, -1)).toEqual(rows.map((row) => row.map(harmless)))
      }),
    )
  })

  it('keeps a phone a text', () => {
    expect(spacedDigits('13800138000')).toBe('138 0013 8000')
    expect(spacedDigits('138****8000')).toBe('138****8000')
    expect(spacedDigits('M000123')).toBe('M000123')
  })
})

describe('figures in a spreadsheet', () => {
  it('are yuan to the fen, and negative ones stay numbers', () => {
    const columns: Sheet['columns'] = [
      { title: '钱', kind: 'money' },
      { title: '数', kind: 'count' },
    ]
    const rows = [
      [-5, -3],
      [123_456, 0],
      [null, 7],
    ]
    expect(csvOf(sheetOf(rows, columns)).toString()).toBe('\uFEFF钱,数\r\n-0.05,-3\r\n1234.56,0\r\n,7\r\n')
  })

  it('are packed as a workbook, apart from the tills', async () => {
    const bytes = await xlsxOf(sheetOf([['=1+1'], ['单小云']]))
    expect(bytes.subarray(0, 2).toString()).toBe('PK')
  })
})

describe('a sheet', () => {
  it('of more rows than a spreadsheet is given is refused, of just as many is not', () => {
    const rows = (count: number) => sheetOf(Array.from({ length: count }, () => ['x']))
    expect(() => refuseTooLarge(rows(MAX_SHEET_ROWS))).not.toThrow()
    expect(() => refuseTooLarge(rows(MAX_SHEET_ROWS + 1))).toThrow(ExportTooLarge)
  })
})
