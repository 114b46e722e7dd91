/** Proofs over whole tables: statements that name what does not add up, and find nothing where everything agrees. */
import { type RawBuilder, sql } from 'kysely'
import type { ReadCtx } from './ctx.ts'

/** A thing that does not add up; ids, numbers and days only. */
export interface Finding {
  check: string
  id: string
  detail: Record<string, unknown>
}

/** A statement that gives `id` and `detail` of what does not agree. */
export type Check = RawBuilder<Omit<Finding, 'check'>>

/** Findings per check: enough to see what happened. */
const LIMIT = 100

/**
 * Runs every check. An empty list: everything agrees.
 *
 * The limit stands outside of what is planned: told that a hundred rows are enough, the planner chooses plans that find the first ones soon,
 * walking indexes row by row; where nothing is found they walk to the end.
 */
export async function runChecks(ctx: ReadCtx, checks: Readonly<Record<string, Check>>): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [check, statement] of Object.entries(checks)) {
    const { rows } = await sql<Omit<Finding, 'check'>>`
      with found as materialized (${statement}) select id, detail from found limit ${sql.lit(LIMIT)}`.execute(ctx.db)
    findings.push(...rows.map((row) => ({ check, id: row.id, detail: row.detail })))
  }
  return findings
}
