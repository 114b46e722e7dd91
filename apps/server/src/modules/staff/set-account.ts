import type { WriteCtx } from '../../platform/ctx.ts'
import { Forbidden, InvalidInput, NotFound } from '../../platform/errors.ts'
import { dropFactors, type Grant, putAccount, rolesByKey } from '../access/index.ts'
import { listStores, RoleUnknown } from '../settings/index.ts'
import { changeable } from './edit-staff.ts'
import { PasswordRequired } from './errors.ts'
import { requireOwner } from './queries.ts'
import { mayGrant } from './rules.ts'
import { updateStaff } from './store.ts'

export interface AccountChange {
  staffId: string
  /** The version of the person that was read; undefined when just made in the same transaction. */
  version?: number | undefined
  /** Lower case. */
  signInName: string
  /** Argon2 hash, made before the transaction (`hashSecret`). Undefined: the present one stays. */
  passwordHash?: string | undefined
  /** As above; null takes the PIN away. */
  pinHash?: string | null | undefined
  /** All roles from now on. An owner's holds in every store (`storeId` null). */
  roles: readonly Grant[]
}

/**
 * Gives a person an account and roles, or changes them; their sessions end.
 * @throws NotFound, Forbidden (a role beyond the actor's), RoleUnknown, VersionStale, SignInNameTaken, PasswordRequired, LastOwner
 */
export async function setAccount(ctx: WriteCtx, input: AccountChange): Promise<{ staffId: string; version: number }> {
  const { staff, isOwner } = await changeable(ctx, input.staffId)
  await checkRoles(ctx, input.roles)
  const { version } = await updateStaff(ctx, staff, input.version ?? staff.version)
  const isWritten = await putAccount(ctx, { ...input, grants: input.roles })
  if (!isWritten) throw new PasswordRequired({}, [{ path: 'password', code: 'required', message: 'a new account needs a password' }])
  if (isOwner) await requireOwner(ctx)
  ctx.audit({
    action: 'account.set',
    subjectKind: 'Staff',
    subjectId: staff.id,
    storeId: staff.homeStoreId,
    detail: { roles: input.roles, isPasswordChanged: input.passwordHash !== undefined, isPinChanged: input.pinHash !== undefined },
  })
  return { staffId: staff.id, version }
}

/** Takes away the second factors of somebody who lost theirs; their sessions end. @throws NotFound, Forbidden (roles beyond the actor's) */
export async function resetFactors(ctx: WriteCtx, staffId: string): Promise<{ staffId: string }> {
  const { staff } = await changeable(ctx, staffId)
  await dropFactors(ctx, staffId)
  ctx.audit({ action: 'factors.reset', subjectKind: 'Staff', subjectId: staffId, storeId: staff.homeStoreId })
  return { staffId }
}

async function checkRoles(ctx: WriteCtx, roles: readonly Grant[]): Promise<void> {
  const stores = new Set((await listStores(ctx)).map((store) => store.id))
  const known = await rolesByKey(
    ctx,
    roles.map((grant) => grant.role),
  )
  for (const [i, grant] of roles.entries()) {
    const role = known.get(grant.role)
    if (!role) throw new RoleUnknown({}, [{ path: `roles.${i}.role`, code: 'role_unknown', message: 'there is no such role' }])
    if (grant.storeId !== null && !stores.has(grant.storeId)) throw new NotFound()
    if (!mayGrant(ctx.actor, { ...grant, abilities: role.abilities })) throw new Forbidden({ action: 'manage', subject: 'Staff' })
    if (grant.role === 'owner' && grant.storeId !== null) {
      throw new InvalidInput({}, [
        { path: `roles.${i}.storeId`, code: 'owner_is_everywhere', message: "an owner's role holds in every store" },
      ])
    }
  }
}
