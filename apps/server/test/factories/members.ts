/** Members for tests: enrolled by the workflow itself, wallet and levels included. */
import type { NewMemberInput } from '../../src/modules/members/index.ts'
import { seedLevels } from '../../src/modules/members/index.ts'
import { system } from '../../src/platform/ctx.ts'
import { readCtx, write } from '../../src/platform/runtime.ts'
import { enrol } from '../../src/workflows/enrol/index.ts'
import type { TestBase } from '../harness.ts'
import { makeStore } from './access.ts'

let made = 0

/** Gives the brand the usual five levels, once. Returns their ids, lowest first. */
export async function makeLevels(base: TestBase): Promise<string[]> {
  const { db } = readCtx(base.runtime, base.brand, system)
  const read = () => db.selectFrom('level').select('id').orderBy('rank').execute()
  const known = await read()
  if (known.length > 0) return known.map((l) => l.id)
  await write(base.runtime, base.brand, system, (ctx) => seedLevels(ctx))
  return (await read()).map((l) => l.id)
}

/** A member with a wallet, of the lowest level. Without `homeStoreId` a store is made. Returns `{ id, number, version, homeStoreId }`. */
export async function makeMember(base: TestBase, input: Partial<NewMemberInput> = {}) {
  made += 1
  await makeLevels(base)
  const homeStoreId = input.homeStoreId ?? (await makeStore(base)).id
  const { result } = await write(base.runtime, base.brand, system, (ctx) => enrol(ctx, { name: `会员${made}`, ...input, homeStoreId }))
  return { ...result, homeStoreId }
}
