import { problem } from '../../platform/errors.ts'

export const ExchangeGoodsOnly = problem('exchange_goods_only', 422, 'Only goods are exchanged: refund services, passes and top-ups')
export const ExchangeStore = problem('exchange_store', 409, 'Goods are exchanged in the store that sold them')
export const ExchangeChanged = problem('exchange_changed', 409, 'What comes back differs from the worksheet; look at it again')
