import { createHash } from 'node:crypto'
import type { WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { TermsVoidClause } from './errors.ts'
import { voidClauses } from './rules.ts'
import type { Terms } from './schemas.ts'
import { insertTerms } from './store.ts'

/** Publishes a new version of the terms, in force at once; what members accepted before stays on record. @throws TermsVoidClause with every phrase */
export async function publishTerms(ctx: WriteCtx, input: { title: string; body: string; agreedRateBp?: number | null }): Promise<Terms> {
  const agreedRateBp = input.agreedRateBp ?? null
  const clauses = voidClauses(`${input.title}\n${input.body}`)
  if (clauses.length > 0) throw new TermsVoidClause({ clauses, phrases: [...new Set(clauses.map((c) => c.phrase))] })
  const id = newId()
  const sha256 = createHash('sha256').update(`${input.title}\n${input.body}`).digest()
  const { version } = await insertTerms(ctx, { id, ...input, agreedRateBp, sha256 })
  ctx.audit({
    action: 'terms.publish',
    subjectKind: 'Terms',
    subjectId: id,
    detail: { version, agreedRateBp, sha256: sha256.toString('hex') },
  })
  return { id, version, ...input, agreedRateBp, sha256: sha256.toString('hex'), publishedAt: ctx.now.toString() }
}
