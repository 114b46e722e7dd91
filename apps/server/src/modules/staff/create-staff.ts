import type { WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { requireManaged } from './edit-staff.ts'
import type { Position, Staff } from './rules.ts'
import { insertStaff, nextCode } from './store.ts'

export interface NewStaff {
  /** Undefined: the next free number. */
  code?: string | undefined
  name: string
  position: Position
  homeStoreId: string
}

/** Takes somebody on. Without an account they are named on tickets but cannot sign in. @throws NotFound, Forbidden, StaffCodeTaken */
export async function createStaff(ctx: WriteCtx, input: NewStaff): Promise<Staff> {
  await requireManaged(ctx, input.homeStoreId)
  const code = input.code ?? (await nextCode(ctx))
  const staff = await insertStaff(ctx, { id: newId(), code, name: input.name, position: input.position, homeStoreId: input.homeStoreId })
  ctx.audit({
    action: 'staff.create',
    subjectKind: 'Staff',
    subjectId: staff.id,
    storeId: staff.homeStoreId,
    detail: { code: staff.code, position: staff.position },
  })
  return staff
}
