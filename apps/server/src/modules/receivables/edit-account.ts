/** Who may owe, and how much: a member's own limit, a company's account. */
import type { WriteCtx } from '../../platform/ctx.ts'
import { violatedConstraint } from '../../platform/db.ts'
import { InvalidInput, NotFound, VersionStale } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { CompanyNameTaken } from './errors.ts'
import { lockAccounts } from './store.ts'

/** Opens the account of a company. @throws CompanyNameTaken */
export async function openCompany(ctx: WriteCtx, input: { companyName: string; limitFen: number; note: string }) {
  const id = newId()
  const row = await ctx.db
    .insertInto('credit_account')
    .values({ id, company_name: input.companyName, limit_fen: input.limitFen, note: input.note, created_at: ctx.now })
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      throw violatedConstraint(error) === 'credit_account_company_name_key' ? new CompanyNameTaken({}) : error
    })
  ctx.audit({ action: 'credit_account.open', subjectKind: 'CreditAccount', subjectId: id, detail: { limitFen: input.limitFen } })
  return row
}

export interface AccountEdit {
  accountId: string
  /** 0 for a member who never had anything on account. */
  version: number
  change: { limitFen?: number | null | undefined; isActive?: boolean | undefined; note?: string | undefined }
}

/** Changes the limit of an account, or shuts it. A member's is opened by it. @throws NotFound, VersionStale, InvalidInput */
export async function editAccount(ctx: WriteCtx, { accountId, version, change }: AccountEdit) {
  const before = await ctx.db.selectFrom('credit_account').select('version').where('id', '=', accountId).executeTakeFirst()
  if ((before?.version ?? 0) !== version) throw new VersionStale()
  await lockAccounts(ctx, [accountId])
  const known = await ctx.db.selectFrom('credit_account').selectAll().where('id', '=', accountId).executeTakeFirst()
  if (!known) throw new NotFound()
  if (known.version !== Math.max(version, 1)) throw new VersionStale()
  if (known.member_id === null && change.limitFen === null) {
    throw new InvalidInput({}, [{ path: 'limitFen', code: 'required', message: 'a company has a limit of its own' }])
  }
  const row = await ctx.db
    .updateTable('credit_account')
    .set((eb) => ({
      ...(change.limitFen === undefined ? {} : { limit_fen: change.limitFen }),
      ...(change.isActive === undefined ? {} : { is_active: change.isActive }),
      ...(change.note === undefined ? {} : { note: change.note }),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', accountId)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
  ctx.audit({
    action: 'credit_account.edit',
    subjectKind: 'CreditAccount',
    subjectId: accountId,
    detail: { limitFen: change.limitFen, isActive: change.isActive },
  })
  return row
}
