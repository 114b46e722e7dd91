import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, countFen, DENOMINATIONS, documentHash, expectedFen, shiftLabel, varianceNeeds } from './rules.ts'

describe('a drawer', () => {
  it('is counted by notes and coins from 100 yuan to 1 jiao', () => {
    expect([...DENOMINATIONS]).toEqual([10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10])
    expect(countFen(DENOMINATIONS.map((fen) => ({ fen, quantity: 1 })))).toBe(18_660)
    expect(
      countFen([
        { fen: 10_000, quantity: 3 },
        { fen: 50, quantity: 5 },
      ]),
    ).toBe(30_250)
    expect(countFen([])).toBe(0)
  })

  it('should hold float + cash sales + cash top-ups − cash refunds ± petty cash', () => {
    const flow = { openingFloatFen: 50_000, salesFen: 12_800, topUpFen: 100_000, refundFen: 8_800, inFen: 2_000, outFen: 3_500 }
    expect(expectedFen(flow)).toBe(152_500)
  })

  it('asks for a reason above the first threshold and for a colleague above the second, either way', () => {
    const settings = { reasonAboveFen: 500, approvalAboveFen: 5_000 }
    const needs = (fen: number) => Object.values(varianceNeeds(fen, settings))
    expect([needs(0), needs(500), needs(-500)]).toEqual([
      [false, false],
      [false, false],
      [false, false],
    ])
    expect([needs(501), needs(-501), needs(5_000)]).toEqual([
      [true, false],
      [true, false],
      [true, false],
    ])
    expect([needs(5_001), needs(-5_001)]).toEqual([
      [true, true],
      [true, true],
    ])
  })
})

describe('a shift', () => {
  it('is called by store, till and running number', () => {
    expect(shiftLabel('01', 2, 12)).toBe('01-2-0012')
    expect(shiftLabel('XH', 1, 12_345)).toBe('XH-1-12345')
  })
})

describe('the seal of a report', () => {
  it('is the same however its keys are ordered, and another for any other content', () => {
    expect(canonical({ b: [1, { d: null, c: '长' }], a: undefined })).toBe('{"b":[1,{"c":"长","d":null}]}')
    expect(documentHash({ a: 1, b: 2 })).toBe(documentHash({ b: 2, a: 1 }))
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = JSON.stringify(JSON.parse(canonical(a))) === JSON.stringify(JSON.parse(canonical(b)))
        expect(documentHash(a) === documentHash(b)).toBe(same)
      }),
    )
  })
})
