/** Roles of the brand's own, made of words from the one table, and what is asked of the holders of any role. */
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { ROLES, setRoleLimits } from '../settings/index.ts'
import { holds, wordsOf } from './actor.ts'
import { RoleBeyond, RoleBuiltIn } from './errors.ts'
import { markNeedsFactor } from './factor-store.ts'
import { countHolders, deleteRole, findRoles, insertRole, type RoleRow, rolesByKey, updateRole } from './role-store.ts'

export interface RoleInput {
  name: string
  abilities: readonly string[]
  requiresFactor: boolean
}

/** Every role with its words and how many people hold it. */
export async function listRoles(ctx: ReadCtx) {
  const holders = await countHolders(ctx)
  return (await findRoles(ctx)).map((role) => toInfo(role, holders.get(role.key) ?? 0))
}

function toInfo(role: RoleRow, holders: number) {
  return {
    role: role.key,
    name: role.name,
    isBuiltIn: isBuiltIn(role.key),
    abilities: [...wordsOf({ role: role.key, abilities: role.abilities })],
    requiresFactor: role.requiresFactor,
    holders,
    version: role.version,
  }
}

function isBuiltIn(key: string): boolean {
  return (ROLES as readonly string[]).includes(key)
}

/** Makes a role. It may do nothing alone that costs money until the settings say so. @throws RoleBeyond, RoleNameTaken */
export async function createRole(ctx: WriteCtx, input: RoleInput) {
  checkWords(ctx, input.abilities)
  const role = await insertRole(ctx, input)
  await setRoleLimits(ctx, [{ role: role.key, discountBp: 0, refundFen: 0 }])
  ctx.audit({ action: 'role.create', subjectKind: 'Role', subjectId: role.key, detail: { abilities: role.abilities } })
  return toInfo(role, 0)
}

/**
 * Changes a role; its holders may do what it says from their next request on. Of a built-in one only whether a second factor is asked for.
 * @throws NotFound, VersionStale, RoleBuiltIn, RoleBeyond, RoleNameTaken
 */
export async function editRole(
  ctx: WriteCtx,
  input: { key: string; version: number; change: { [K in keyof RoleInput]?: RoleInput[K] | undefined } },
) {
  const before = (await rolesByKey(ctx, [input.key])).get(input.key)
  if (!before) throw new NotFound()
  const { name = before.name, abilities = before.abilities, requiresFactor = before.requiresFactor } = input.change
  const isRewritten = input.change.name !== undefined || input.change.abilities !== undefined
  if (isBuiltIn(before.key) && isRewritten) throw new RoleBuiltIn()
  const added = (abilities ?? []).filter((word) => !before.abilities?.includes(word))
  checkWords(ctx, added)
  const role = await updateRole(
    ctx,
    { ...before, name, abilities: abilities === null ? null : [...abilities], requiresFactor },
    input.version,
  )
  if (requiresFactor && !before.requiresFactor) await markNeedsFactor(ctx, role.key)
  ctx.audit({
    action: 'role.edit',
    subjectKind: 'Role',
    subjectId: isBuiltIn(role.key) ? null : role.key,
    detail: { role: role.key, abilities: role.abilities, requiresFactor },
  })
  return toInfo(role, (await countHolders(ctx)).get(role.key) ?? 0)
}

/** @throws NotFound, RoleBuiltIn, RoleHeld, VersionStale */
export async function removeRole(ctx: WriteCtx, key: string, version: number): Promise<{ role: string }> {
  if (isBuiltIn(key)) throw new RoleBuiltIn()
  const before = (await rolesByKey(ctx, [key])).get(key)
  if (!before) throw new NotFound()
  await deleteRole(ctx, key, version)
  ctx.audit({ action: 'role.remove', subjectKind: 'Role', subjectId: key, detail: { abilities: before.abilities } })
  return { role: key }
}

/** @throws RoleBeyond when a word is one the actor does not hold in every store */
function checkWords(ctx: WriteCtx, words: readonly string[]): void {
  const beyond = words.filter((word) => !holds(ctx.actor, word, null))
  if (beyond.length > 0) throw new RoleBeyond({ abilities: beyond })
}
