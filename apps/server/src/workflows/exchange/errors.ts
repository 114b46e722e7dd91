import { problem } from '../../platform/errors.ts'

export const ExchangeGoodsOnly = problem(
  'exchange_goods_only',
  422,
  'Only goods are exchanged, and visits for the pass that covers them: refund the rest',
)
export const UpgradeTooLate = problem('upgrade_too_late', 409, 'A visit becomes the first of a pass on its own day only')
export const UpgradeUnfit = problem('upgrade_unfit', 422, 'The pass costs less than what was paid for the visit')
export const ExchangeStore = problem('exchange_store', 409, 'Goods are exchanged in the store that sold them')
export const ExchangeChanged = problem('exchange_changed', 409, 'What comes back differs from the worksheet; look at it again')
