import { z } from 'zod'

export const scanBody = z.strictObject({ storeId: z.uuid(), code: z.string().trim().min(1).max(300) })

export const scanned = z
  .object({
    kind: z.enum(['ticket', 'refund', 'member', 'item', 'gift_card', 'payment', 'unknown']),
    /** Of the bill, the member or the item; of a gift card, of the holder whom the bill is for. */
    id: z.string().nullable(),
    /** Payment: whose wallet the code belongs to. The code itself is never looked up. */
    purse: z.enum(['wechat', 'alipay', 'unionpay']).nullable(),
    /** A card was held out or its number read: one that is read by its number may be lost, or an old one. */
    card: z.object({ id: z.string(), number: z.string(), state: z.string(), by: z.enum(['printed_qr', 'phone_qr', 'number']) }).optional(),
    gift: z.object({ giftCardId: z.string(), state: z.enum(['open', 'claimed']), balanceFen: z.number().int() }).optional(),
  })
  .meta({ id: 'Scanned' })
export type Scanned = z.output<typeof scanned>
