import type { WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { insertLevels } from './store.ts'

/** The usual five levels with their fixed discounts in basis points: services first, products half of that. */
const LEVELS = [
  { name: '普通会员', rank: 1, service_discount_bp: 0, product_discount_bp: 0 },
  { name: '银卡会员', rank: 2, service_discount_bp: 500, product_discount_bp: 250 },
  { name: '金卡会员', rank: 3, service_discount_bp: 1000, product_discount_bp: 500 },
  { name: '白金卡会员', rank: 4, service_discount_bp: 1500, product_discount_bp: 750 },
  { name: '钻石卡会员', rank: 5, service_discount_bp: 2000, product_discount_bp: 1000 },
]

/** Gives a brand its levels; those it has already stay as they are. */
export async function seedLevels(ctx: WriteCtx): Promise<void> {
  const count = await insertLevels(
    ctx,
    LEVELS.map((l) => ({ id: newId(), ...l })),
  )
  ctx.audit({ action: 'level.seed', subjectKind: 'Level', subjectId: null, detail: { count } })
}
