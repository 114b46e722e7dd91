import { expect, test } from 'vitest'
import { itemChangeOf, itemFaults, newItemDraft, newItemOf } from './item-draft.ts'

test('a service goes out with its minutes, and a price only from those who may publish one', () => {
  const draft = { ...newItemDraft('service'), name: ' 精剪 ', price: '128', minutes: '45' }
  expect(newItemOf(draft, true)).toMatchObject({ kind: 'service', name: '精剪', minutes: 45, priceFen: 12800 })
  expect(newItemOf(draft, false)).not.toHaveProperty('priceFen')
  expect(itemChangeOf(draft)).not.toHaveProperty('priceFen')
})

test('an unlimited pass counts days from its sale and no sessions', () => {
  const draft = {
    ...newItemDraft('pass'),
    name: '月卡',
    isUnlimited: true,
    validityDays: '30',
    validityFrom: 'first_use' as const,
    components: [{ serviceItemId: 'wash', sessions: '10', giftedSessions: '2' }],
  }
  expect(newItemOf(draft, true)).toMatchObject({
    pass: { isUnlimited: true, validityDays: 30, validityFrom: 'sale', components: [{ sessions: 0, giftedSessions: 0 }] },
  })
  expect(itemFaults({ ...draft, validityDays: '' })).toEqual({ 'pass.validityDays': 'catalog:daysMissing' })
})

test('what is missing is said beside its field', () => {
  expect(itemFaults(newItemDraft('service'))).toEqual({ name: 'common:required' })
  expect(Object.keys(itemFaults(newItemDraft('top_up')))).toEqual(['name', 'topUp.amountFen'])
  expect(Object.keys(itemFaults({ ...newItemDraft('pass'), name: '卡' }))).toEqual(['pass.components.0.serviceItemId'])
})
