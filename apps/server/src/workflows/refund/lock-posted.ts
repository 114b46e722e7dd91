/** A completed ticket under the locks of everything a refund of it may move. */
import { lockDeposits } from '../../modules/deposits/index.ts'
import { lockAccounts } from '../../modules/receivables/index.ts'
import { lockTicket } from '../../modules/sales/index.ts'
import { lockWallets, type WalletHead } from '../../modules/wallet/index.ts'
import { together } from '../../platform/connection.ts'
import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { loadPosted } from './load-posted.ts'
import type { Posted } from './posted.ts'

export interface LockedPosted {
  posted: Posted
  heads: ReadonlyMap<string, WalletHead>
}

/** What the same act moves beside what the ticket drew on: all is locked in one order. */
interface Others {
  memberIds: readonly string[]
  depositIds: readonly string[]
  accountIds: readonly string[]
}

const NONE: Others = { memberIds: [], depositIds: [], accountIds: [] }

/**
 * Locks in the order of a sale: ticket, wallets, deposits, accounts. The ticket is read again under them, as another till may have spent
 * meanwhile what this refund would take back.
 * @throws NotFound, TicketNotCompleted
 */
export async function lockPosted(ctx: WriteCtx, ticketId: string, others: Others = NONE): Promise<LockedPosted> {
  const ticket = await lockTicket(ctx, ticketId)
  if (!ticket) throw new NotFound()
  const seen = await loadPosted(ctx, ticketId)
  const ownerIds = [...new Set([...seen.lots.map((l) => l.memberId), ...seen.holderIds, ...others.memberIds])].sort()
  const used = seen.tenders.flatMap((t) => (t.kind === 'deposit' ? (t.sourceId ?? []) : []))
  const [heads, , , posted] = await together([
    lockWallets(ctx, ownerIds),
    lockDeposits(ctx, [...seen.deposits.map((d) => d.id), ...used, ...others.depositIds]),
    lockAccounts(ctx, [...seen.accountIds, ...others.accountIds]),
    loadPosted(ctx, ticketId),
  ])
  return { posted, heads }
}
