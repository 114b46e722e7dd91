import type { Quote } from '@yunbin/api-client'
import { describe, expect, it } from 'vitest'
import { passOffers } from './share-offers.ts'

type Share = Quote['payers'][number]['share']
const pass = (lotId: string, remaining: number, serviceItemId = 'care') => ({
  lotId,
  name: lotId,
  serviceItemId,
  unit: 'session',
  remaining,
  expiresOn: null,
})
const shareOf = (fields: Partial<NonNullable<Share>>): Share => ({
  kind: 'household',
  leftFen: null,
  leftSessions: null,
  passes: [],
  ...fields,
})
const visit = (key: string, fields: object = {}) => ({
  key,
  kind: 'service' as const,
  itemId: 'care',
  quantity: 1,
  allocations: [],
  ...fields,
})
const cart = (key: string, fields: object = {}) => ({ key, kind: 'service' as const, itemId: 'care', ...fields })
const offered = (share: Share, lines: ReturnType<typeof visit>[], wishes = lines.map((l) => cart(l.key))) =>
  passOffers(share, lines, wishes).map(({ line, pass: p }) => [line.key, p.lotId])

describe('a shared pass', () => {
  it('is offered for each visit it has room for', () => {
    const share = shareOf({ passes: [pass('one', 1), pass('three', 3)] })
    expect(offered(share, [visit('a'), visit('b', { quantity: 2 }), visit('c', { quantity: 2 })])).toEqual([
      ['a', 'one'],
      ['b', 'three'],
    ])
    expect(offered(share, [visit('a', { itemId: 'cut' })])).toEqual([])
    expect(offered(null, [visit('a')])).toEqual([])
  })

  it('is offered within what the limit of sessions leaves', () => {
    const share = shareOf({ leftSessions: 1, passes: [pass('three', 3)] })
    expect(offered(share, [visit('a'), visit('b')])).toEqual([['a', 'three']])
  })

  it('leaves alone what a pass pays already, what is discounted, and what was taken off a pass', () => {
    const share = shareOf({ passes: [pass('three', 3)] })
    const paid = visit('a', { allocations: [{ lotKind: 'pass' }] })
    expect(offered(share, [paid])).toEqual([])
    expect(offered(share, [visit('b')], [cart('b', { discount: { kind: 'percent', bp: 100, reason: 'x' } })])).toEqual([])
    expect(offered(share, [visit('c')], [cart('c', { pass: 'none' })])).toEqual([])
  })
})
