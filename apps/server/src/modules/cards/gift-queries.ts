import { sql } from 'kysely'
import { authorize, type ReadCtx } from '../../platform/ctx.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'

interface GiftRow {
  id: string
  memberId: string
  holderNumber: string
  state: 'open' | 'claimed'
  storeId: string
  issuedAt: Temporal.Instant
  issuedByName: string | null
  soldFen: number
  balanceFen: number
  revealedCount: number
  claimedByMemberId: string | null
  claimedByNumber: string | null
  claimedAt: Temporal.Instant | null
}

/** Gift cards of a store, newest first: what they were sold for and what is left on them, never their codes. @throws NotFound, Forbidden */
export async function listGiftCards(
  ctx: ReadCtx,
  filter: { storeId: string; state?: 'open' | 'claimed' | undefined; limit: number; cursor?: string | undefined },
) {
  authorize(ctx, 'read', 'GiftCard', filter.storeId)
  const [afterAt, afterId] = decodeCursor(filter.cursor, 2) ?? [null, null]
  const { rows } = await sql<GiftRow>`
    select g.id, g.member_id as "memberId", m.number as "holderNumber", g.state, g.store_id as "storeId", g.issued_at as "issuedAt",
      staff.name as "issuedByName", l.sold as "soldFen", l.balance as "balanceFen", g.revealed_count as "revealedCount",
      g.claimed_by_member_id as "claimedByMemberId", c.number as "claimedByNumber", g.claimed_at as "claimedAt"
    from gift_card g
    join member m on m.id = g.member_id
    left join member c on c.id = g.claimed_by_member_id
    left join staff on staff.id = g.issued_by
    cross join lateral (
      select coalesce(sum(initial) filter (where kind = 'principal'), 0)::bigint as sold, coalesce(sum(remaining), 0)::bigint as balance
      from lot where lot.member_id = g.member_id
    ) l
    where g.store_id = ${filter.storeId}::uuid and (${filter.state ?? null}::text is null or g.state = ${filter.state ?? null})
      and (${afterId}::uuid is null or (g.issued_at, g.id) < (${afterAt}::timestamptz, ${afterId}::uuid))
    order by g.issued_at desc, g.id desc limit ${filter.limit + 1}::int`.execute(ctx.db)
  return toPage(
    rows,
    filter.limit,
    (row) => ({ ...row, issuedAt: row.issuedAt.toString(), claimedAt: row.claimedAt?.toString() ?? null }),
    (row) => [row.issuedAt.toString(), row.id],
  )
}
