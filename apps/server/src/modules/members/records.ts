import { type RawBuilder, sql } from 'kysely'

/** The records of one person as a `uuid[]`: the one of this id and those merged into it. An id of anything else stands for itself. */
export function recordsOf(id: RawBuilder<unknown> | string): RawBuilder<string[]> {
  const own = typeof id === 'string' ? sql`${id}::uuid` : id
  return sql`array(select ${own} union all select record.id from member record where record.merged_into_id = ${own})`
}
