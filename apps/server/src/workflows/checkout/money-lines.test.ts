/** Prices set by hand, deposits, debts and returned goods on a bill. Pure. */
import { describe, expect, it } from 'vitest'
import { basisOf, cartOf, idOf, topUpLotsOf } from '../../../test/factories/basis.ts'
import type { Basis } from './basis.ts'
import { quoteCart } from './quote.ts'

const cut = { kind: 'service', itemId: idOf('cut') }
const shampoo = { kind: 'product', itemId: idOf('shampoo') }
const approvalId = idOf('approval')
const codeOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a price set by hand', () => {
  const priced = (fen: number, more: object = {}) =>
    cartOf({ lines: [{ ...cut, discount: { kind: 'price', fen, reason: '老客', ...more } }] })
  const raised = (limitFen: number) => new Map([[approvalId, { id: approvalId, act: 'price_raise' as const, limitBp: null, limitFen }]])

  it('is a step of its own from the member’s price, with its reason', () => {
    const quote = quoteCart(basisOf({ discountLimitBp: 10_000 }), priced(10_000))
    expect(quote.lines[0]?.adjustments.at(-1)).toMatchObject({
      kind: 'override',
      amountFen: -1_520,
      params: { reason: '老客', fromFen: 11_520, toFen: 10_000 },
    })
    expect(quote.totalFen).toBe(10_000)
  })

  it('below the member’s price is held against the role’s limit', () => {
    expect(quoteCart(basisOf(), priced(10_944)).needsApproval).toBeNull()
    expect(quoteCart(basisOf(), priced(10_943)).needsApproval).toMatchObject({ act: 'discount', bp: 501 })
  })

  it('above it takes another person, up to what was approved, unless one may give everything away', () => {
    const quote = quoteCart(basisOf(), priced(15_000))
    expect([quote.totalFen, quote.discountFen, quote.needsApproval]).toEqual([
      15_000,
      -2_200,
      { act: 'price_raise', fen: 3_480, lineKeys: ['0'] },
    ])
    const approved = (limitFen: number) => quoteCart(basisOf({ approvals: raised(limitFen) }), priced(15_000, { approvalId })).needsApproval
    expect([approved(3_480), approved(3_479)]).toEqual([null, { act: 'price_raise', fen: 3_480, lineKeys: ['0'] }])
    expect(quoteCart(basisOf({ discountLimitBp: 10_000 }), priced(15_000)).needsApproval).toBeNull()
  })

  it('of the whole bill can only be lower', () => {
    const cart = cartOf({ lines: [cut], ticketDiscount: { kind: 'price', fen: 20_000, reason: 'x' } })
    expect(codeOf(() => quoteCart(basisOf({ discountLimitBp: 10_000 }), cart))).toBe('discount_too_large')
  })
})

describe('a deposit', () => {
  const deposit = { kind: 'advance', purpose: '新娘造型' }
  const taken = (more: object = {}, fields: object = {}) =>
    cartOf({ lines: [{ kind: 'deposit', amountFen: 20_000, deposit: { ...deposit, ...more } }], ...fields })

  it('is counted in fen, takes outside money to the fen, and no stored value', () => {
    const basis = basisOf({ lots: topUpLotsOf(50_000, 0), rounding: 'jiao' })
    const quote = quoteCart(basis, taken({}, { tenders: [{ kind: 'cash', receivedFen: 20_000 }] }))
    expect(quote.lines[0]).toMatchObject({ name: '新娘造型', quantity: 20_000, unitListFen: 1, netFen: 20_000 })
    expect([quote.spendableFen, quote.roundingFen, quote.dueFen]).toEqual([0, 0, 0])
    const stored = taken({}, { tenders: [{ kind: 'stored_value', amountFen: 1 }] })
    expect(codeOf(() => quoteCart(basis, stored))).toBe('stored_value_insufficient')
  })

  it('needs somebody to go back to; earnest money needs a price, and is at most a fifth of it', () => {
    const nobody = { memberId: null }
    expect(codeOf(() => quoteCart(basisOf({ member: null }), taken({}, nobody)))).toBe('line_invalid')
    expect(codeOf(() => quoteCart(basisOf({ member: null }), taken({ contact: { name: '路人' } }, nobody)))).toBeNull()
    expect(codeOf(() => quoteCart(basisOf(), taken({ kind: 'earnest' })))).toBe('line_invalid')
    expect(codeOf(() => quoteCart(basisOf(), taken({ kind: 'earnest', contractFen: 99_999 })))).toBe('earnest_too_large')
    expect(codeOf(() => quoteCart(basisOf(), taken({ kind: 'earnest', contractFen: 100_000 })))).toBeNull()
  })

  it('pays for goods and services, as much as is left or is asked', () => {
    const deposits = new Map([[idOf('deposit'), { id: idOf('deposit'), openFen: 20_000 }]])
    const paid = (tender: object, lines: object[] = [cut]) =>
      quoteCart(
        basisOf({ deposits }),
        cartOf({ lines: lines as never, tenders: [{ kind: 'deposit', depositId: idOf('deposit'), ...tender }] }),
      )
    expect(paid({}).tenders).toMatchObject([{ kind: 'deposit', amountFen: 11_520, sourceId: idOf('deposit') }])
    expect(paid({}, [cut, shampoo]).dueFen).toBe(0)
    expect(paid({ amountFen: 5_000 }).dueFen).toBe(6_520)
    expect(codeOf(() => paid({ amountFen: 20_001 }))).toBe('deposit_unfit')
    expect(codeOf(() => paid({ amountFen: 11_521 }))).toBe('tenders_exceed_total')
    expect(codeOf(() => paid({}, [{ kind: 'top_up', amountFen: 10_000 }]))).toBeNull()
    expect(paid({}, [{ kind: 'top_up', amountFen: 10_000 }]).dueFen).toBe(10_000)
  })
})

describe('on account', () => {
  const accountId = idOf('member')
  const owing = (fields: Partial<{ limitFen: number; owedFen: number; owedHereFen: number; isActive: boolean }>): Partial<Basis> => ({
    accounts: new Map([[accountId, { id: accountId, isActive: true, limitFen: 50_000, owedFen: 0, owedHereFen: 0, ...fields }]]),
  })
  const charged = (amountFen: number, lines: object[] = [cut]) =>
    cartOf({ lines: lines as never, tenders: [{ kind: 'on_account', accountId, amountFen }] })

  it('goods and services are sold within the limit, and nothing else', () => {
    expect(quoteCart(basisOf(owing({})), charged(11_520)).tenders).toMatchObject([
      { kind: 'on_account', sourceId: accountId, amountFen: 11_520 },
    ])
    const tight = owing({ limitFen: 50_000, owedFen: 38_481 })
    expect(codeOf(() => quoteCart(basisOf(tight), charged(11_520)))).toBe('account_limit')
    expect(codeOf(() => quoteCart(basisOf(owing({ isActive: false })), charged(11_520)))).toBe('account_unfit')
    expect(codeOf(() => quoteCart(basisOf(), charged(11_520)))).toBe('account_unfit')
    for (const line of [
      { kind: 'top_up', amountFen: 10_000 },
      { kind: 'pass', itemId: idOf('careten') },
    ])
      expect(codeOf(() => quoteCart(basisOf(owing({ limitFen: 1_000_000 })), charged(10_000, [line])))).toBe('tenders_exceed_total')
  })

  it('a debt is settled up to what is owed here, by outside money or principal, never by bonus or another debt', () => {
    const settle = (amountFen: number, tenders: object[]) =>
      cartOf({ lines: [{ kind: 'settlement', accountId, amountFen }], tenders: tenders as never })
    const basis = basisOf({ ...owing({ owedFen: 30_000, owedHereFen: 20_000 }), lots: topUpLotsOf(10_000, 1_500) })
    const mixed = [
      { kind: 'stored_value', amountFen: 10_000 },
      { kind: 'wechat', amountFen: 10_000 },
    ]
    expect(quoteCart(basis, settle(20_000, mixed)).dueFen).toBe(0)
    expect(codeOf(() => quoteCart(basis, settle(20_001, [])))).toBe('settlement_too_much')
    expect(codeOf(() => quoteCart(basis, settle(20_000, [{ kind: 'stored_value', amountFen: 10_001 }])))).toBe('stored_value_insufficient')
    expect(codeOf(() => quoteCart(basis, settle(20_000, [{ kind: 'on_account', accountId, amountFen: 1 }])))).toBe('tenders_exceed_total')
  })
})

describe('returned goods', () => {
  it('pay first, by the way they had been paid, and no more than the new ones cost', () => {
    const basis = basisOf({
      member: null,
      credit: [
        { kind: 'wechat', amountFen: 5_000 },
        { kind: 'cash', amountFen: 9_000 },
      ],
    })
    const quote = quoteCart(basis, cartOf({ memberId: null, lines: [shampoo], tenders: [] }))
    expect(quote.tenders.map((t) => [t.kind, t.originKind, t.amountFen])).toEqual([
      ['exchange', 'wechat', 5_000],
      ['exchange', 'cash', 3_800],
    ])
    expect(quote.dueFen).toBe(0)
  })
})
