/** Who is behind a bill: names for people to read. No part of what is worked out, so no part of `Posted`. */
import { sql } from 'kysely'
import { openMemberNames } from '../../modules/members/index.ts'
import type { ReadCtx } from '../../platform/ctx.ts'
import type { Posted } from './posted.ts'

interface Named {
  lines: { id: string; memberId: string | null; guest: string }[] | null
  tenders: { id: string; sourceName: string | null; sourceMemberId: string | null }[] | null
}

export interface People {
  nameOf(memberId: string | null): string | null
  line(lineId: string): { memberName: string | null; guest: string }
  /** Whose account, or what a deposit was for. */
  sourceOf(tenderId: string): string | null
}

export async function peopleOf(ctx: ReadCtx, posted: Posted): Promise<People> {
  const { rows } = await sql<Named>`
    select
      (select jsonb_agg(jsonb_build_object('id', l.id, 'memberId', l.member_id, 'guest', l.guest))
       from ticket_line l where l.ticket_id = ${posted.id}::uuid) as lines,
      (select jsonb_agg(jsonb_build_object('id', e.id, 'sourceName', coalesce(d.purpose, a.company_name), 'sourceMemberId', a.member_id))
       from tender e left join deposit d on d.id = e.source_id left join credit_account a on a.id = e.source_id
       where e.ticket_id = ${posted.id}::uuid) as tenders`.execute(ctx.db)
  const lines = new Map((rows[0]?.lines ?? []).map((l) => [l.id, l]))
  const tenders = new Map((rows[0]?.tenders ?? []).map((t) => [t.id, t]))
  const named = [
    ...[...lines.values()].map((l) => l.memberId),
    ...[...tenders.values()].map((t) => t.sourceMemberId),
    ...posted.tenders.map((t) => t.memberId),
    ...posted.lots.map((l) => l.memberId),
  ]
  const names = await openMemberNames(
    ctx,
    named.filter((id) => id !== null),
  )
  const nameOf = (memberId: string | null) => (memberId === null ? null : (names.get(memberId)?.name ?? null))
  return {
    nameOf,
    line: (lineId) => {
      const line = lines.get(lineId)
      return { memberName: nameOf(line?.memberId ?? null), guest: line?.guest ?? '' }
    },
    sourceOf: (tenderId) => {
      const tender = tenders.get(tenderId)
      return tender?.sourceName ?? nameOf(tender?.sourceMemberId ?? null)
    },
  }
}
