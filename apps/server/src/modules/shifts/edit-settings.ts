import type { WriteCtx } from '../../platform/ctx.ts'
import { ThresholdsUnfit } from './errors.ts'
import type { ShiftSettings } from './rules.ts'
import { findShiftSettings, updateShiftSettings } from './store.ts'

export type ShiftSettingsChange = { [K in 'isCountBlind' | 'reasonAboveFen' | 'approvalAboveFen']?: ShiftSettings[K] | undefined }

/** Changes how drawers are counted in the whole brand. @throws VersionStale, ThresholdsUnfit */
export async function editShiftSettings(ctx: WriteCtx, input: { version: number; change: ShiftSettingsChange }): Promise<ShiftSettings> {
  const before = await findShiftSettings(ctx)
  const given = Object.fromEntries(Object.entries(input.change).filter(([, value]) => value !== undefined))
  const after: ShiftSettings = { ...before, ...given, version: input.version + 1 }
  if (after.approvalAboveFen < after.reasonAboveFen) throw new ThresholdsUnfit({})
  await updateShiftSettings(ctx, after, input.version)
  ctx.audit({ action: 'shift_settings.edit', subjectKind: 'Setting', subjectId: null, detail: given })
  return after
}
