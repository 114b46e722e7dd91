/** The thread behind `xlsxOf`. */
import { parentPort, workerData } from 'node:worker_threads'
import writeXlsx, { type Row } from 'write-excel-file/node'
import { harmless, type Sheet } from './sheet.ts'

const { name, columns, rows } = workerData as Sheet

const head: Row = columns.map((c) => ({ value: harmless(c.title), type: String, fontWeight: 'bold' }))
const body = rows.map(
  (row): Row =>
    columns.map(({ kind }, i) => {
      const cell = row[i]
      if (cell === null || cell === undefined) return null
      if (typeof cell === 'string') return { value: harmless(cell), type: String }
      return kind === 'money' ? { value: cell / 100, type: Number, format: '#,##0.00' } : { value: cell, type: Number }
    }),
)
const widths = columns.map(({ title, kind }) => ({ width: kind === 'text' ? Math.max(14, title.length * 2 + 2) : 14 }))
const bytes = await writeXlsx([head, ...body], {
  sheet: name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31),
  columns: widths,
  stickyRowsCount: 1,
}).toBuffer()
parentPort?.postMessage(bytes)
