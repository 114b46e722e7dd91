import { describe, expect, it } from 'vitest'
import { type Item, passesFor, type TicketLine, upgradable, upgradeCart } from './upgrade.ts'

type Ticket = Parameters<typeof upgradable>[0]
const line = (fields: object) =>
  ({
    id: 'l',
    kind: 'service',
    itemId: 'care',
    memberId: null,
    quantity: 1,
    refundedQuantity: 0,
    allocations: [],
    shares: [],
    ...fields,
  }) as unknown as TicketLine
const ticketOf = (...lines: TicketLine[]) => ({ storeId: 's', memberId: 'm', lines }) as unknown as Ticket
const pass = (id: string, priceFen: number | null, sessions: number, isUnlimited = false) =>
  ({
    id,
    kind: 'pass',
    priceFen,
    pass: { isUnlimited, components: [{ serviceItemId: 'care', sessions, giftedSessions: 0 }] },
  }) as unknown as Item

describe('what may become a pass', () => {
  it('is a member’s visit that was paid for by itself and not taken back', () => {
    const byPass = line({ allocations: [{ lotKind: 'pass' }] })
    const lines = [line({}), byPass, line({ kind: 'product' }), line({ refundedQuantity: 1 })]
    expect(upgradable(ticketOf(...lines))).toEqual([lines[0]])
    expect(upgradable({ ...ticketOf(line({})), memberId: null })).toEqual([])
  })

  it('takes a pass on sale that has room for it, the cheapest first', () => {
    const items = [pass('ten', 198_000, 10), pass('two', 50_000, 2), pass('withheld', null, 10), pass('year', 300_000, 0, true)]
    expect(passesFor(line({ quantity: 3 }), items).map((i) => i.id)).toEqual(['ten', 'year'])
    expect(passesFor(line({ itemId: 'cut' }), items)).toEqual([])
  })
})

describe('the cart of an upgrade', () => {
  it('sells the pass, and the same visit by the same people from it', () => {
    const shares = [{ staffId: 'a', role: 'performer', shareBp: 10_000, isRequested: true, staffName: '阿美', amountFen: 1 }]
    expect(upgradeCart(ticketOf(), line({ memberId: 'x', shares }), 'ten')).toEqual({
      storeId: 's',
      memberId: 'm',
      lines: [
        { key: 'pass', kind: 'pass', itemId: 'ten', memberId: 'x' },
        {
          key: 'visit',
          kind: 'service',
          itemId: 'care',
          quantity: 1,
          pass: { lineKey: 'pass' },
          memberId: 'x',
          staff: [{ staffId: 'a', role: 'performer', shareBp: 10_000, isRequested: true }],
        },
      ],
    })
  })
})
