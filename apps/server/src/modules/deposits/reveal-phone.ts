/** The phone of somebody who is no member, asked for because the appointment comes near. */
import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { openDepositContact } from './contact.ts'

/** Shows the phone in full and writes down who saw it. @throws NotFound, also where none was left */
export async function revealDepositPhone(ctx: WriteCtx, depositId: string): Promise<{ depositId: string; phone: string }> {
  const row = await ctx.db
    .selectFrom('deposit')
    .select(['id', 'store_id', 'person_key as personKey', 'contact_enc as contactEnc'])
    .where('id', '=', depositId)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  authorize(ctx, 'reveal', 'Member', row.store_id)
  const phone = openDepositContact(ctx.brand, row)?.phone ?? ''
  if (phone === '') throw new NotFound()
  ctx.audit({ action: 'deposit.reveal_phone', subjectKind: 'Deposit', subjectId: depositId, storeId: row.store_id })
  return { depositId, phone }
}
