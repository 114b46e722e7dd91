import type { WriteCtx } from '../../platform/ctx.ts'
import { Forbidden } from '../../platform/errors.ts'
import { SettlementMonthLocked } from './errors.ts'
import type { Method, Month } from './rules.ts'
import { lockHead, upsertMethod } from './store.ts'

/** Chooses how stores settle from a month on. What is locked keeps the method it was locked with. @throws Forbidden, SettlementMonthLocked */
export async function chooseMethod(ctx: WriteCtx, month: Month, method: Method): Promise<{ month: Month; method: Method }> {
  if (ctx.actor.scopes !== 'all') throw new Forbidden({ action: 'manage', subject: 'Settlement' })
  const last = await lockHead(ctx)
  if (last !== null && month <= last) throw new SettlementMonthLocked({ month, lastLockedMonth: last })
  await upsertMethod(ctx, month, method)
  ctx.audit({ action: 'settlement.choose_method', subjectKind: 'Settlement', subjectId: null, detail: { month, method } })
  return { month, method }
}
