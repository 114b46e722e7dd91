import { expect, test } from 'vitest'
import { byCraft } from './performers.ts'

test('stylists are proposed before the owner', () => {
  const staff = [
    { name: 'boss', position: 'owner' as const },
    { name: 'mei', position: 'stylist' as const },
    { name: 'front', position: 'cashier' as const },
    { name: 'tony', position: 'director' as const },
  ]
  expect(byCraft(staff).map((s) => s.name)).toEqual(['mei', 'tony', 'boss', 'front'])
})
