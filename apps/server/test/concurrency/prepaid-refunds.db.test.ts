/** Prepaid money given back while others spend it, ask for it or pay it: nothing is lost, nothing is doubled. */
import { describe, expect, it } from 'vitest'
import { verifyPrepaid } from '../../src/modules/prepaid/index.ts'
import { system } from '../../src/platform/ctx.ts'
import { AppError } from '../../src/platform/errors.ts'
import { newId } from '../../src/platform/ids.ts'
import { readCtx } from '../../src/platform/runtime.ts'
import { signInAs } from '../factories/access.ts'
import { prepaidApi } from '../factories/prepaid-refunds.ts'
import { makeSale } from '../factories/sales.ts'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../factories/shop.ts'
import { useDatabase } from '../harness.ts'
import { openApi } from '../http.ts'

const base = useDatabase()
const api = openApi(base)
const prepaid = prepaidApi(api)
const STORED = 50_000

async function asked(shop: Shop) {
  const memberId = await memberWith(base, shop, { storedFen: STORED })
  const { grantId } = (await prepaid.grants(shop.owner.token, memberId, shop.storeId)).body.items[0]
  const ask = { storeId: shop.storeId, grants: [{ grantId }], expectedTotalFen: STORED }
  return { memberId, grantId, ask }
}

async function requested(shop: Shop) {
  const { memberId, ask } = await asked(shop)
  const { body } = await prepaid.request(shop.owner.token, memberId, ask)
  return { memberId, id: body.id as string }
}

const cash = { expectedTotalFen: STORED, payouts: [{ kind: 'cash', amountFen: STORED }] }
const codes = (answers: { status: number; body: { code?: string } }[]) => answers.map((a) => a.body.code ?? `${a.status}`).sort()

async function proved() {
  return [...(await findingsOf(base)), ...(await verifyPrepaid(readCtx(base.runtime, base.brand, system)))]
}

describe('prepaid money', () => {
  it('paid back at one till while another sells from it: one of them happens, never both', async () => {
    for (let round = 0; round < 6; round += 1) {
      const shop = await openShop(base)
      const { memberId, id } = await requested(shop)
      const sale = makeSale(base, shop.owner.actor, {
        storeId: shop.storeId,
        memberId,
        lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId }],
        tenders: [{ kind: 'stored_value', amountFen: 12_800 }],
      }).then(
        () => ({ status: 201, body: {} }),
        (error: unknown) => {
          if (error instanceof AppError) return { status: error.status, body: { code: error.code } }
          throw error
        },
      )
      const result = codes(await Promise.all([prepaid.pay(shop.owner.token, id, cash), sale]))
      expect([
        ['201', 'prepaid_refund_changed'],
        ['201', 'stored_value_insufficient'],
      ]).toContainEqual(result)
      expect([[0], [37_200]]).toContainEqual((await ownedBy(base, memberId)).map((l) => l.remaining))
    }
    expect(await proved()).toEqual([])
  })

  it('paid by two people at once, under keys of their own: it is paid once', async () => {
    const shop = await openShop(base)
    const manager = await signInAs(base, 'manager', { storeId: shop.storeId })
    const { memberId, id } = await requested(shop)
    const answers = await Promise.all([
      prepaid.pay(shop.owner.token, id, cash),
      prepaid.pay(manager.token, id, cash),
      prepaid.pay(shop.owner.token, id, cash),
      prepaid.cancel(manager.token, id),
    ])
    const said = codes(answers)
    expect(said.filter((c) => c === '201')).toHaveLength(1)
    expect(said.filter((c) => c === 'prepaid_refund_closed')).toHaveLength(3)
    const isPaid = answers.slice(0, 3).some((a) => a.status === 201)
    expect((await ownedBy(base, memberId)).map((l) => l.remaining)).toEqual([isPaid ? 0 : STORED])
    expect(await proved()).toEqual([])
  })

  it('sent twice under one key: one pay-out, the same answer', async () => {
    const shop = await openShop(base)
    const { id } = await requested(shop)
    const key = newId()
    const answers = await Promise.all([1, 2, 3].map(() => prepaid.pay(shop.owner.token, id, cash, key)))
    expect(answers.map((a) => a.status)).toEqual([201, 201, 201])
    expect(new Set(answers.map((a) => a.body.number)).size).toBe(1)
    expect(await proved()).toEqual([])
  })

  it('asked for twice at once: one request is open', async () => {
    const shop = await openShop(base)
    const { memberId, ask } = await asked(shop)
    const answers = await Promise.all([1, 2, 3].map(() => prepaid.request(shop.owner.token, memberId, ask)))
    expect(codes(answers)).toEqual(['201', 'prepaid_refund_open', 'prepaid_refund_open'])
  })
})
