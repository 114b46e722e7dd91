/** The stores of the demonstration settled every month but the last two. */
import { lockMonth } from '../modules/settlement/index.ts'
import { system } from '../platform/ctx.ts'
import { actAt, type Shop } from './shop.ts'

export async function settleMonths(shop: Shop, until: Temporal.Instant): Promise<void> {
  const month = until.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toPlainYearMonth().subtract({ months: 2 }).toString()
  await actAt(shop, system, until, (ctx) => lockMonth(ctx, month))
}
