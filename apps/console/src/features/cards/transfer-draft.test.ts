import { expect, test } from 'vitest'
import { partsOf, quantityOf } from './transfer-draft.ts'

const money = { id: 'money', unit: 'fen', remaining: 100_000 }
const pass = { id: 'pass', unit: 'session', remaining: 6 }

test('an amount is read in the unit of its lot, and never more than is left', () => {
  expect([quantityOf(money, '300.5'), quantityOf(money, '1000'), quantityOf(money, '1000.01')]).toEqual([30_050, 100_000, null])
  expect([quantityOf(pass, '4'), quantityOf(pass, '7'), quantityOf(pass, '1.5'), quantityOf(pass, '')]).toEqual([4, null, null, 0])
})

test('parts are what was typed, and nothing while something is wrong', () => {
  const amounts = { money: '300', pass: '' }
  expect(partsOf({ what: 'all', amounts }, [money, pass])).toBe('all')
  expect(partsOf({ what: 'parts', amounts }, [money, pass])).toEqual([{ lotId: 'money', quantity: 30_000 }])
  expect(partsOf({ what: 'parts', amounts: { ...amounts, pass: '9' } }, [money, pass])).toBeNull()
  expect(partsOf({ what: 'parts', amounts: {} }, [money, pass])).toBeNull()
})
