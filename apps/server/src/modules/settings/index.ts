/** The brand's own choices: its stores, how balances are used, what each role may do alone. */
export { createStore, type NewStore } from './create-store.ts'
export { editSettings } from './edit-settings.ts'
export { editStore } from './edit-store.ts'
export { RoleUnknown, StoreCodeTaken } from './errors.ts'
export { listStores, readSettings, readStore } from './queries.ts'
export {
  type CardSettings,
  type ComplianceProfile,
  type Hours,
  type OpeningHours,
  type PinMissing,
  ROLES,
  ROUNDINGS,
  type Role,
  type RoleLimit,
  type Rounding,
  type Settings,
  SPEND_ORDERS,
  type SpendOrder,
  type Store,
} from './rules.ts'
export { roleKeySchema } from './schemas.ts'
export { upsertRoleLimits as setRoleLimits } from './store.ts'
