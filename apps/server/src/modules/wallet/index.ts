/** The wallet: everything a member owns, as lots, and the append-only movements that made it so. */
export { CHAIN_START, type ChainedTransaction, chainHash } from './chain.ts'
export { HoldTooLarge, LotUnusable, TransferNothing, TransferTooMuch, TransferUnsplittable } from './errors.ts'
export { expireLots, membersWithLapsedLots } from './expire-lots.ts'
export { bonusTranches, type PassPlan, passLots, topUpLots } from './grants.ts'
export { endHold, holdLot } from './hold-lot.ts'
export { readLots } from './owned-lots.ts'
export { readStatement, readWallet } from './queries.ts'
export { walletRoutes } from './routes.ts'
export {
  type Balances,
  balancesOf,
  choosePass,
  type Lot,
  type LotKind,
  type LotUnit,
  obstacleOf,
  type Part,
  paidValueFen,
  payFirstFen,
  type SpendOrder,
  servesVisit,
  spendableFen,
  takeMoney,
  takeSessions,
  withoutParts,
} from './rules.ts'
export { balances as balancesSchema } from './schemas.ts'
export { type Change, lockWallet, lockWallets, type NewLot, openWallet, type Posting, post, type WalletHead } from './store.ts'
export { planTransfer, type TransferInput, type TransferParts, type TransferredLot, transferLots } from './transfer-lots.ts'
export { verifyChains, verifyLots, verifyTransfers } from './verify.ts'
