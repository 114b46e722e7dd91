import type { WriteCtx } from '../../platform/ctx.ts'
import { readSettings } from './queries.ts'
import type { CardSettings, OldPrices, RoleLimit, Settings, SpendOrder } from './rules.ts'
import { updateBrandSetting, upsertRoleLimits } from './store.ts'

export interface SettingsChange {
  spendOrder?: SpendOrder | undefined
  oldPrices?: OldPrices | undefined
  idleLockMinutes?: number | undefined
  onAccountLimitFen?: number | undefined
  /** Only what is named is changed. */
  cards?: { [K in keyof CardSettings]?: CardSettings[K] | undefined } | undefined
  /** Only the roles named are changed. */
  roleLimits?: readonly RoleLimit[] | undefined
}

/** Changes what the brand chose for all its stores. @throws VersionStale, RoleUnknown, ProfileUnknown */
export async function editSettings(ctx: WriteCtx, input: { version: number; change: SettingsChange }): Promise<Settings> {
  const { spendOrder, oldPrices, idleLockMinutes, onAccountLimitFen, cards, roleLimits = [] } = input.change
  await updateBrandSetting(ctx, input.version, { spendOrder, oldPrices, idleLockMinutes, onAccountLimitFen, cards })
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
      ...(cards ? { cards } : {}),
    },
  })
  return readSettings(ctx)
}
