import { expect, test } from 'vitest'
import { growth, openedText, readOpened, shareOf } from './day-reports.ts'

test('what is opened survives the address; nonsense opens nothing', () => {
  const opened = { is: { tender: 'cash', approver: null }, figure: 'amountFen' }
  expect(readOpened(openedText(opened), 'takings')).toEqual(opened)
  for (const text of ['', 'x', '[]', '[null,"amountFen"]', '[{"a":1},"amountFen"]', '[{},"netFen"]', undefined])
    expect(readOpened(text, 'takings')).toBeNull()
})

test('growth is told in percent of what was before', () => {
  expect([growth(150, 100), growth(50, 100), growth(0, 100), growth(-50, -100), growth(5, 0)]).toEqual([50, -50, -100, 50, null])
})

test('a discount is told in percent of what it was taken off', () => {
  expect([shareOf(20, 100), shareOf(1, 3), shareOf(5, 0)]).toEqual([20, 33.3, null])
})
