import { expect, test } from 'vitest'
import { bodyOf, faultsOf, newSetupDraft, pinFault, stepOf } from './setup-draft.ts'

const filled = {
  ...newSetupDraft('Asia/Taipei'),
  brandName: '云鬓',
  trade: 'hair' as const,
  storeName: '静安店',
  ownerName: '林老板',
  signInName: 'Lin',
  password: 'long enough',
  pin: '482617',
}

test('each step says what it lacks', () => {
  const empty = newSetupDraft('Europe/Paris')
  expect(Object.keys(faultsOf('brand', empty, true))).toEqual(['brand.name', 'setupCode'])
  expect(Object.keys(faultsOf('owner', empty, false))).toEqual(['owner.name', 'owner.signInName', 'owner.password', 'owner.pin'])
  for (const step of ['brand', 'trade', 'store', 'owner'] as const) expect(faultsOf(step, filled, false)).toEqual({})
})

test('a PIN that anybody would try first is refused', () => {
  expect(['111111', '123456', '987654', '567890', '12'].map(pinFault)).toEqual([
    'pinTrivial',
    'pinTrivial',
    'pinTrivial',
    'pinTrivial',
    'pinLength',
  ])
  expect(pinFault('482617')).toBeNull()
})

test('what is sent, and the step a complaint leads back to', () => {
  expect(bodyOf(filled)).toMatchObject({ brand: { name: '云鬓' }, store: { zone: 'Asia/Taipei' }, owner: { signInName: 'lin' } })
  expect(['brand.name', 'setupCode', 'store.name', 'owner.pin'].map(stepOf)).toEqual(['brand', 'brand', 'store', 'owner'])
})
