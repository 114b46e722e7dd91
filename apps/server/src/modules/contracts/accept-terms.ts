import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { deleteAttachments, type PreparedFile, storeAttachment } from '../attachments/index.ts'
import { TermsOutdated } from './errors.ts'
import { acceptanceBasis, readAcceptance } from './queries.ts'
import { SIGNATURE_OWNER } from './rules.ts'
import type { Acceptance, NewAcceptance } from './schemas.ts'
import { insertAcceptance } from './store.ts'

/**
 * Records that a member accepted the terms in force, before a witness: the person signed in. Accepting again changes nothing.
 * @param input.drawn the signature, cleaned, when the method is that
 * @param input.witnessId only for the system itself (imports, demo data), which is nobody
 * @throws NotFound, TermsOutdated
 */
export async function acceptTerms(
  ctx: WriteCtx,
  memberId: string,
  input: Omit<NewAcceptance, 'signature'> & { drawn?: PreparedFile | null; witnessId?: string },
): Promise<Acceptance> {
  const witnessId = ctx.actor.id ?? input.witnessId
  if (witnessId === undefined) throw new Error('an acceptance needs a witness')
  const basis = await acceptanceBasis(ctx, { memberId, ...input })
  if (!basis.hasMember || !basis.hasStore || basis.version === null) throw new NotFound()
  if (basis.version !== basis.currentVersion) throw new TermsOutdated({ version: basis.version, currentVersion: basis.currentVersion })
  const { termsId, storeId, method } = input
  const detail = { termsId, version: basis.version, method }
  const known = await readAcceptance(ctx, memberId, termsId)
  if (known) {
    ctx.audit({ action: 'terms.accept', subjectKind: 'Member', subjectId: memberId, storeId, detail: { ...detail, again: true } })
    return known
  }
  const id = newId()
  const owner = { kind: SIGNATURE_OWNER, id }
  const signed = input.drawn ? await storeAttachment(ctx, owner, 'signature', input.drawn) : null
  const isNew = await insertAcceptance(ctx, { id, memberId, termsId, method, witnessId, storeId, signatureId: signed?.id ?? null })
  // Two tills at once: the other's acceptance stands, and so does its signature.
  if (!isNew && signed) await deleteAttachments(ctx, owner, 'all')
  ctx.audit({
    action: 'terms.accept',
    subjectKind: 'Member',
    subjectId: memberId,
    storeId,
    detail: isNew ? detail : { ...detail, again: true },
  })
  const acceptance = await readAcceptance(ctx, memberId, termsId)
  if (!acceptance) throw new Error('the acceptance was not written')
  return acceptance
}
