import { expect, test } from 'vitest'
import { cellText, pivot, readCell } from './pivot.ts'

const row = (kind: 'principal' | 'pass', age: '0-30' | '31-90', valueFen: number) => ({
  storeId: 's1',
  storeName: '静安店',
  kind,
  unit: kind === 'pass' ? 'session' : 'fen',
  age,
  lots: 1,
  quantity: 5,
  valueFen,
})

test('ages become columns, and every line adds up to its rows', () => {
  const lines = pivot([row('principal', '0-30', 100), row('principal', '31-90', 250), row('pass', '0-30', 80)])
  expect(lines.map((l) => [l.kind, l.valueFen, l.lots, l.byAge['31-90']?.valueFen])).toEqual([
    ['principal', 350, 2, 250],
    ['pass', 80, 1, undefined],
  ])
})

test('a cell survives the address; nonsense opens nothing', () => {
  const lines = pivot([row('pass', '0-30', 80)])
  const [line] = lines
  if (!line) throw new Error('one row makes one line')
  expect(readCell(cellText(line, '0-30'), lines)).toEqual({ line, age: '0-30' })
  expect(readCell(cellText(line), lines)?.age).toBeUndefined()
  expect(readCell('x~y', lines)).toBeNull()
})
