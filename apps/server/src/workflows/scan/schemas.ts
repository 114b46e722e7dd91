import { z } from 'zod'

export const scanBody = z.strictObject({ storeId: z.uuid(), code: z.string().trim().min(1).max(300) })

export const scanned = z
  .object({
    kind: z.enum(['ticket', 'refund', 'member', 'item', 'payment', 'unknown']),
    id: z.string().nullable(),
    /** Payment: whose wallet the code belongs to. The code itself is never looked up. */
    purse: z.enum(['wechat', 'alipay', 'unionpay']).nullable(),
  })
  .meta({ id: 'Scanned' })
export type Scanned = z.output<typeof scanned>
