/** A drawer to count: a shift with a float of 500.00 and a cut for 128.00 cash, and the requests a till makes. */
import { newId } from '../../src/platform/ids.ts'
import type { TestBase } from '../harness.ts'
import type { Api } from '../http.ts'
import { type SignedIn, signInAs, TEST_PIN } from './access.ts'
import { piecesOf, sellCut } from './shifts.ts'
import { openShop, type Shop } from './shop.ts'

type Answered = ReturnType<Api['call']>

export interface Drawer {
  shop: Shop
  cashier: SignedIn
  shiftId: string
  count: (fen: number, token?: string) => Answered
  close: (body: object, key?: string, token?: string) => Answered
  /** The owner's consent, by PIN, to a difference of that much. */
  approve: (fen: number) => Promise<string>
}

export function poster(api: Api) {
  return (url: string, token: string, body: object = {}, key: string = newId()) =>
    api.call('POST', url, { token, body, headers: { 'idempotency-key': key } })
}

/** 628.00 should be there. */
export async function openDrawer(base: TestBase, api: Api): Promise<Drawer> {
  const post = poster(api)
  const shop = await openShop(base)
  const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
  const { shiftId } = (await post('/shifts', cashier.token, { storeId: shop.storeId, openingFloatFen: 50_000 })).body
  await sellCut(base, shop)
  return {
    shop,
    cashier,
    shiftId,
    count: (fen, token = cashier.token) => post(`/shifts/${shiftId}/counts`, token, { pieces: piecesOf(fen) }),
    close: (body, key, token = cashier.token) => post(`/shifts/${shiftId}/closing`, token, body, key),
    approve: async (fen) => {
      const ask = { storeId: shop.storeId, act: 'variance', approverId: shop.owner.staffId, pin: TEST_PIN, fen }
      return (await post('/approvals', cashier.token, ask)).body.id
    },
  }
}
