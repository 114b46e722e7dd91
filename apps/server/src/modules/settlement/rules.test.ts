import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Directed, monthAfter, netted, positions, type StatementBody, statementHash } from './rules.ts'

const STORES = ['a', 'b', 'c', 'd']
const directed = fc
  .record({
    month: fc.constant('2026-11'),
    issuerId: fc.constantFrom(...STORES),
    performerId: fc.constantFrom(...STORES),
    movements: fc.integer({ min: 1, max: 9 }),
    valueFen: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    owedFen: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  })
  .filter((d) => d.issuerId !== d.performerId)
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
const reversed = (d: Directed): Directed => ({ ...d, issuerId: d.performerId, performerId: d.issuerId })

describe('netting', () => {
  it('sets what is owed one way off against the other', () => {
    const one = { month: '2026-11', issuerId: 'b', performerId: 'a', movements: 2, valueFen: -30_000, owedFen: 26_087 }
    const other = { month: '2026-11', issuerId: 'a', performerId: 'b', movements: 1, valueFen: -10_000, owedFen: 10_000 }
    expect(netted([one, other])).toEqual([
      {
        storeAId: 'a',
        storeBId: 'b',
        aOwes: { movements: 1, valueFen: 10_000, owedFen: 10_000 },
        bOwes: { movements: 2, valueFen: 30_000, owedFen: 26_087 },
        netFen: -16_087,
      },
    ])
  })

  it('loses nothing, is the other way round for the other side, and leaves nothing over all stores', () => {
    fc.assert(
      fc.property(fc.array(directed, { maxLength: 30 }), (all) => {
        const pairs = netted(all)
        expect(sum(pairs.map((p) => p.aOwes.owedFen + p.bOwes.owedFen))).toBe(sum(all.map((d) => d.owedFen)))
        expect(sum(pairs.map((p) => p.aOwes.valueFen + p.bOwes.valueFen))).toBe(0 - sum(all.map((d) => d.valueFen)))
        expect(sum(pairs.map((p) => p.aOwes.movements + p.bOwes.movements))).toBe(sum(all.map((d) => d.movements)))
        expect(netted(all.map(reversed)).map((p) => 0 - p.netFen)).toEqual(pairs.map((p) => p.netFen))
        expect(new Set(pairs.map((p) => `${p.storeAId}${p.storeBId}`)).size).toBe(pairs.length)
        expect(sum([...positions(pairs).values()])).toBe(0)
      }),
    )
  })
})

describe('a statement', () => {
  const [pair] = netted([{ month: '2026-11', issuerId: 'a', performerId: 'b', movements: 1, valueFen: -5, owedFen: 5 }])
  const named = { storeA: { code: 'A', name: '一店' }, storeB: { code: 'B', name: '二店' }, entriesHash: 'x.' }
  const body = { ...(pair as NonNullable<typeof pair>), month: '2026-11', method: 'liability' as const, ...named }

  it('has the same seal in whatever order its fields are kept, and another when any of them changes', () => {
    const shuffled = JSON.parse(JSON.stringify(body, Object.keys(body).concat('movements', 'valueFen', 'owedFen', 'code', 'name').sort()))
    expect(statementHash(shuffled)).toEqual(statementHash(body))
    const others: StatementBody[] = [
      { ...body, netFen: 6 },
      { ...body, month: '2026-12' },
      { ...body, method: 'benefit' },
      { ...body, aOwes: { ...body.aOwes, owedFen: 6 } },
      { ...body, entriesHash: 'y.' },
      { ...body, storeB: { code: 'B', name: '三店' } },
    ]
    const seals = [body, ...others].map((b) => statementHash(b).toString('hex'))
    expect(new Set(seals).size).toBe(seals.length)
  })
})

it('months follow one another over the year', () => {
  expect([monthAfter('2026-11'), monthAfter('2026-12'), monthAfter('2026-11', 3)]).toEqual(['2026-12', '2027-01', '2027-02'])
})
