/** SQL on the tables `store`, `brand_setting` and `role_limit`. */
import { type Selectable, sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { violatedConstraint } from '../../platform/db.ts'
import { VersionStale } from '../../platform/errors.ts'
import type { Store as StoreTable } from '../../platform/schema.gen.ts'
import { ProfileUnknown, RoleUnknown } from './errors.ts'
import type {
  CardSettings,
  ComplianceProfile,
  OldPrices,
  OpeningHours,
  PinMissing,
  RoleLimit,
  Rounding,
  SpendOrder,
  Store,
} from './rules.ts'

function toStore(row: Selectable<StoreTable>): Store {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    zone: row.zone,
    cutoffHour: row.cutoff_hour,
    address: row.address,
    phone: row.phone,
    rounding: row.rounding as Rounding,
    invoiceTitle: row.invoice_title,
    taxId: row.tax_id,
    openingHours: row.opening_hours as unknown as OpeningHours,
    isActive: row.is_active,
    version: row.version,
  }
}

export async function findStore(ctx: ReadCtx, storeId: string): Promise<Store | null> {
  const row = await ctx.db.selectFrom('store').selectAll().where('id', '=', storeId).executeTakeFirst()
  return row ? toStore(row) : null
}

/** Stores by code; `ids` null for all. */
export async function findStores(
  ctx: ReadCtx,
  filter: { ids: readonly string[] | null; afterCode?: string | undefined; limit?: number | undefined },
): Promise<Store[]> {
  let query = ctx.db.selectFrom('store').selectAll().orderBy('code')
  if (filter.ids !== null) query = query.where(sql<boolean>`id = any(${filter.ids}::uuid[])`)
  if (filter.afterCode !== undefined) query = query.where('code', '>', filter.afterCode)
  if (filter.limit !== undefined) query = query.limit(filter.limit)
  return (await query.execute()).map(toStore)
}

export async function insertStore(ctx: WriteCtx, store: Omit<Store, 'isActive' | 'version'>): Promise<Store> {
  const row = await ctx.db
    .insertInto('store')
    .values({
      id: store.id,
      code: store.code,
      name: store.name,
      zone: store.zone,
      cutoff_hour: store.cutoffHour,
      address: store.address,
      phone: store.phone,
      rounding: store.rounding,
      invoice_title: store.invoiceTitle,
      tax_id: store.taxId,
      opening_hours: JSON.stringify(store.openingHours),
      created_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toStore(row)
}

/** @throws VersionStale when the store is no longer at `version` */
export async function updateStore(ctx: WriteCtx, store: Store, version: number): Promise<Store> {
  const row = await ctx.db
    .updateTable('store')
    .set({
      code: store.code,
      name: store.name,
      zone: store.zone,
      cutoff_hour: store.cutoffHour,
      address: store.address,
      phone: store.phone,
      rounding: store.rounding,
      invoice_title: store.invoiceTitle,
      tax_id: store.taxId,
      opening_hours: JSON.stringify(store.openingHours),
      is_active: store.isActive,
      version: version + 1,
    })
    .where('id', '=', store.id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new VersionStale()
  return toStore(row)
}

/** The brand's one row of choices. */
export async function findBrandSetting(ctx: ReadCtx): Promise<{
  spendOrder: SpendOrder
  oldPrices: OldPrices
  idleLockMinutes: number
  onAccountLimitFen: number
  sharedDailyLimitFen: number | null
  sharedMonthlyLimitFen: number | null
  cards: CardSettings
  version: number
}> {
  const row = await ctx.db.selectFrom('brand_setting').selectAll().executeTakeFirstOrThrow()
  return {
    spendOrder: row.spend_order as SpendOrder,
    oldPrices: row.old_prices as OldPrices,
    idleLockMinutes: row.idle_lock_minutes,
    onAccountLimitFen: row.on_account_limit_fen,
    sharedDailyLimitFen: row.shared_daily_limit_fen,
    sharedMonthlyLimitFen: row.shared_monthly_limit_fen,
    cards: {
      pinThresholdFen: row.pin_threshold_fen,
      pinMissing: row.pin_missing as PinMissing,
      numberPrefix: row.card_prefix,
      numberDigits: row.card_digits,
      complianceProfile: row.compliance_profile,
    },
    version: row.version,
  }
}

export async function findProfiles(ctx: ReadCtx): Promise<ComplianceProfile[]> {
  const { rows } = await sql<ComplianceProfile>`
    select code, named_cap_fen as "namedCapFen", unnamed_cap_fen as "unnamedCapFen", count_bonus as "countBonus"
    from compliance_profile order by named_cap_fen desc nulls first, count_bonus, code`.execute(ctx.db)
  return rows
}

/** Moves the settings on by one version, which is also the lock of the role limits. @throws VersionStale, ProfileUnknown */
export async function updateBrandSetting(
  ctx: WriteCtx,
  version: number,
  change: {
    spendOrder?: SpendOrder | undefined
    oldPrices?: OldPrices | undefined
    idleLockMinutes?: number | undefined
    onAccountLimitFen?: number | undefined
    sharedDailyLimitFen?: number | null | undefined
    sharedMonthlyLimitFen?: number | null | undefined
    cards?: { [K in keyof CardSettings]?: CardSettings[K] | undefined } | undefined
  },
): Promise<void> {
  const { spendOrder, oldPrices, idleLockMinutes, onAccountLimitFen, sharedDailyLimitFen, sharedMonthlyLimitFen, cards = {} } = change
  const row = await ctx.db
    .updateTable('brand_setting')
    .set({
      version: version + 1,
      spend_order: spendOrder,
      old_prices: oldPrices,
      idle_lock_minutes: idleLockMinutes,
      on_account_limit_fen: onAccountLimitFen,
      shared_daily_limit_fen: sharedDailyLimitFen,
      shared_monthly_limit_fen: sharedMonthlyLimitFen,
      pin_threshold_fen: cards.pinThresholdFen,
      pin_missing: cards.pinMissing,
      card_prefix: cards.numberPrefix,
      card_digits: cards.numberDigits,
      compliance_profile: cards.complianceProfile,
    })
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
    .catch((error: unknown) => {
      throw violatedConstraint(error) === 'brand_setting_compliance_profile_fkey' ? new ProfileUnknown() : error
    })
  if (!row) throw new VersionStale()
}

/** @throws RoleUnknown */
export async function upsertRoleLimits(ctx: WriteCtx, limits: readonly RoleLimit[]): Promise<void> {
  if (limits.length === 0) return
  await ctx.db
    .insertInto('role_limit')
    .values(limits.map((l) => ({ role: l.role, discount_bp: l.discountBp, refund_fen: l.refundFen })))
    .onConflict((c) =>
      c.column('role').doUpdateSet((eb) => ({ discount_bp: eb.ref('excluded.discount_bp'), refund_fen: eb.ref('excluded.refund_fen') })),
    )
    .execute()
    .catch((error: unknown) => {
      throw violatedConstraint(error) === 'role_limit_role_fkey' ? new RoleUnknown() : error
    })
}
