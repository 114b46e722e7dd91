import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { TermsOutdated } from './errors.ts'
import { acceptanceBasis, readAcceptance } from './queries.ts'
import type { Acceptance, NewAcceptance } from './schemas.ts'
import { insertAcceptance } from './store.ts'

/**
 * Records that a member accepted the terms in force, before a witness: the person signed in. Accepting again changes nothing.
 * @param input.witnessId only for the system itself (imports, demo data), which is nobody
 * @throws NotFound, TermsOutdated
 */
export async function acceptTerms(ctx: WriteCtx, memberId: string, input: NewAcceptance & { witnessId?: string }): Promise<Acceptance> {
  const witnessId = ctx.actor.id ?? input.witnessId
  if (witnessId === undefined) throw new Error('an acceptance needs a witness')
  const basis = await acceptanceBasis(ctx, { memberId, ...input })
  if (!basis.hasMember || !basis.hasStore || basis.version === null) throw new NotFound()
  if (basis.version !== basis.currentVersion) throw new TermsOutdated({ version: basis.version, currentVersion: basis.currentVersion })
  const { termsId, storeId, method } = input
  const isNew = await insertAcceptance(ctx, { id: newId(), memberId, termsId, method, witnessId, storeId })
  const detail = { termsId, version: basis.version, method, ...(isNew ? {} : { again: true }) }
  ctx.audit({ action: 'terms.accept', subjectKind: 'Member', subjectId: memberId, storeId, detail })
  return readAcceptance(ctx, memberId, termsId)
}
