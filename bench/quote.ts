/** The pure quote of a long bill, in process: 20 lines, a member with stored value and passes, discounts and two tenders. */

import { quoteCart } from '../apps/server/src/workflows/checkout/quote.ts'
import { basisOf, carePassOf, cartOf, idOf, topUpLotsOf } from '../apps/server/test/factories/basis.ts'
import { type Bench, median, quantile } from './report.ts'

const RUNS = 20_000
const WARM_UP = 2_000

export const quoteBench: Bench = {
  name: 'quote',
  about: '20 lines priced and paid in process',
  run: async () => {
    const basis = basisOf({
      lots: [...topUpLotsOf(80_000, 12_000), ...topUpLotsOf(50_000, 5_000), carePassOf(6)],
      rounding: 'jiao',
      discountLimitBp: 10_000,
    })
    const kinds = [
      { kind: 'service', itemId: idOf('cut') },
      { kind: 'service', itemId: idOf('care') },
      { kind: 'product', itemId: idOf('shampoo'), quantity: 2 },
      { kind: 'service', itemId: idOf('cut'), discount: { kind: 'percent', bp: 500, reason: '老顾客' } },
    ]
    const staff = [
      { staffId: idOf('amei'), role: 'performer' },
      { staffId: idOf('ajun'), role: 'seller' },
    ]
    const lines = Array.from({ length: 20 }, (_, i) => ({ ...kinds[i % kinds.length], staff }))
    const cart = cartOf({
      lines,
      ticketDiscount: { kind: 'amount', fen: 1_234, reason: '凑整' },
      tenders: [
        { kind: 'stored_value', amountFen: 100_000 },
        { kind: 'cash', receivedFen: 500_000 },
      ],
    })
    const times: number[] = []
    for (let i = 0; i < RUNS + WARM_UP; i += 1) {
      const start = performance.now()
      quoteCart(basis, cart)
      if (i >= WARM_UP) times.push(performance.now() - start)
    }
    return [
      { metric: 'p50Ms', value: median(times), unit: 'ms' },
      { metric: 'p99Ms', value: quantile(times, 0.99), unit: 'ms', target: 'at most 1' },
    ]
  },
}
