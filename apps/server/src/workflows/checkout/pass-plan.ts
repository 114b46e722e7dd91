import type { PassPlan } from '../../modules/wallet/index.ts'
import type { Basis } from './basis.ts'
import { ItemNotSold } from './errors.ts'

/** What a pass holds, with what its services cost alone in this store. @throws ItemNotSold */
export function planOf(basis: Basis, itemId: string | null): PassPlan {
  const item = itemId === null ? undefined : basis.catalog.items.get(itemId)
  if (!item?.pass) throw new ItemNotSold({ itemId })
  return {
    itemId: item.id,
    validityDays: item.pass.validityDays,
    validityFrom: item.pass.validityFrom,
    isUnlimited: item.pass.isUnlimited,
    components: item.pass.components.map((c) => {
      const service = basis.catalog.items.get(c.serviceItemId)
      return { ...c, name: service?.name ?? '', unitPriceFen: service?.storePricesFen.get(basis.storeId) ?? service?.brandPriceFen ?? 0 }
    }),
  }
}
