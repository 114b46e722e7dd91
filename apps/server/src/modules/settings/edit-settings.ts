import type { WriteCtx } from '../../platform/ctx.ts'
import { readSettings } from './queries.ts'
import type { CardSettings, OldPrices, RoleLimit, Settings, SpendOrder } from './rules.ts'
import { updateBrandSetting, upsertRoleLimits } from './store.ts'

export interface SettingsChange {
  spendOrder?: SpendOrder | undefined
  oldPrices?: OldPrices | undefined
  idleLockMinutes?: number | undefined
  onAccountLimitFen?: number | undefined
  sharedDailyLimitFen?: number | null | undefined
  sharedMonthlyLimitFen?: number | null | undefined
  /** Only what is named is changed. */
  cards?: { [K in keyof CardSettings]?: CardSettings[K] | undefined } | undefined
  /** Only the roles named are changed. */
  roleLimits?: readonly RoleLimit[] | undefined
}

/** Changes what the brand chose for all its stores. @throws VersionStale, RoleUnknown, ProfileUnknown */
export async function editSettings(ctx: WriteCtx, input: { version: number; change: SettingsChange }): Promise<Settings> {
  const { roleLimits = [], ...change } = input.change
  const { spendOrder, oldPrices, idleLockMinutes, onAccountLimitFen, sharedDailyLimitFen, sharedMonthlyLimitFen, cards } = change
  await updateBrandSetting(ctx, input.version, change)
  await upsertRoleLimits(ctx, roleLimits)
  ctx.audit({
    action: 'settings.edit',
    subjectKind: 'Setting',
    subjectId: null,
    detail: {
      spendOrder: spendOrder ?? null,
      roleLimits,
      ...(oldPrices === undefined ? {} : { oldPrices }),
      ...(idleLockMinutes === undefined ? {} : { idleLockMinutes }),
      ...(onAccountLimitFen === undefined ? {} : { onAccountLimitFen }),
      ...(sharedDailyLimitFen === undefined ? {} : { sharedDailyLimitFen }),
      ...(sharedMonthlyLimitFen === undefined ? {} : { sharedMonthlyLimitFen }),
      ...(cards ? { cards } : {}),
    },
  })
  return readSettings(ctx)
}
