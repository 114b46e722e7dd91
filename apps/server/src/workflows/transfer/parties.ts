import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'

export interface Party {
  id: string
  isActive: boolean
  isAnonymous: boolean
  hasPin: boolean
  isStopped: boolean
}

/** Those of these members that there are, with what stands before their money. */
export async function readParties(ctx: ReadCtx, memberIds: readonly string[]): Promise<Map<string, Party>> {
  const { rows } = await sql<Party>`
    select m.id, (m.is_active and m.merged_into_id is null) as "isActive", m.is_anonymous as "isAnonymous", g.pin_hash is not null as "hasPin",
      g.stopped_by_card_id is not null as "isStopped"
    from member m left join member_guard g on g.member_id = m.id where m.id = any(${memberIds}::uuid[])`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row]))
}
