import type { WriteCtx } from '../../platform/ctx.ts'
import { violatedConstraint } from '../../platform/db.ts'
import { Forbidden } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { StoreCodeTaken } from './errors.ts'
import type { OpeningHours, Rounding, Store } from './rules.ts'
import { insertStore } from './store.ts'

export interface NewStore {
  code: string
  name: string
  zone?: string | undefined
  cutoffHour?: number | undefined
  address?: string | undefined
  phone?: string | undefined
  rounding?: Rounding | undefined
  invoiceTitle?: string | undefined
  taxId?: string | undefined
  openingHours?: OpeningHours | undefined
}

/** Opens a store of the brand; only who works for all stores may. @throws StoreCodeTaken */
export async function createStore(ctx: WriteCtx, input: NewStore): Promise<Store> {
  if (ctx.actor.scopes !== 'all') throw new Forbidden({ action: 'manage', subject: 'Store' })
  const store = await insertStore(ctx, {
    id: newId(),
    code: input.code,
    name: input.name,
    zone: input.zone ?? 'Asia/Shanghai',
    cutoffHour: input.cutoffHour ?? 4,
    address: input.address ?? '',
    phone: input.phone ?? '',
    rounding: input.rounding ?? 'none',
    invoiceTitle: input.invoiceTitle ?? '',
    taxId: input.taxId ?? '',
    openingHours: input.openingHours ?? [],
  }).catch((error: unknown) => {
    throw violatedConstraint(error) === 'store_code_key' ? new StoreCodeTaken({ code: input.code }) : error
  })
  ctx.audit({ action: 'store.create', subjectKind: 'Store', subjectId: store.id, storeId: store.id, detail: { code: store.code } })
  return store
}
