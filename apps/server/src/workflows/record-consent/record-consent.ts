import { forgetPictures } from '../../modules/care/index.ts'
import { type MemberConsents, type NewConsent, recordConsent } from '../../modules/consents/index.ts'
import { forgetPhotos, lockRecordsOf } from '../../modules/members/index.ts'
import type { WriteCtx } from '../../platform/ctx.ts'

/**
 * Writes down what a member said. Who withdraws the consent to photos has them deleted, the one they are known by and those before and after care: what is kept
 * by consent alone goes with it (PIPL, articles 15 and 47). The person is locked first, so that no photo is put there meanwhile. @throws NotFound, ConsentTextOutdated
 */
export async function sayConsent(ctx: WriteCtx, memberId: string, input: NewConsent): Promise<MemberConsents> {
  const withdrawsPhotos = input.purpose === 'photo' && !input.isGiven
  const records = withdrawsPhotos ? await lockRecordsOf(ctx, memberId) : []
  const consents = await recordConsent(ctx, memberId, input)
  if (withdrawsPhotos) {
    await forgetPhotos(ctx, records)
    await forgetPictures(ctx, records)
  }
  return consents
}
