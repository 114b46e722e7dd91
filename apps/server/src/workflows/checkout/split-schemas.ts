/** A bill to be shared, and the shares. */
import { z } from 'zod'
import { type Cart, type CartTender, cart, outsideKind, uuid } from './schemas.ts'

/** Who shares a bill: a member with stored value, whoever has an account that is charged, or anybody with outside money; known by a word. */
const splitPayer = z.strictObject({
  memberId: uuid.nullable().default(null),
  guest: z.string().trim().max(20).default(''),
  kind: z.enum([...outsideKind.options, 'stored_value', 'on_account']),
  /** On account: a company's, or a member's under the member's own id. */
  accountId: uuid.optional(),
})
export type SplitPayer = z.output<typeof splitPayer>

/** What a payer draws on; null where nothing is named that has to be. */
function sourceOf({ kind, memberId, accountId }: SplitPayer): string | null {
  const id = kind === 'stored_value' ? memberId : accountId
  return id ? `${kind} ${id}` : null
}

export const splitRequest = z
  .strictObject({ cart, by: z.enum(['even', 'line']), payers: z.array(splitPayer).min(2).max(10) })
  .refine(
    ({ payers }) => {
      const sources = payers.filter((p) => p.kind === 'stored_value' || p.kind === 'on_account').map(sourceOf)
      return !sources.includes(null) && new Set(sources).size === sources.length
    },
    { path: ['payers'], message: 'stored value takes a member, on account an account, and each of them once' },
  )
  .meta({ id: 'SplitRequest' })
export type SplitRequest = Omit<z.output<typeof splitRequest>, 'cart'> & { cart: Cart }

const fen = z.number().int()
/** A tender of a cart, as the server proposes it. */
const splitTender = z.object({
  kind: z.enum([...outsideKind.options, 'stored_value', 'deposit', 'on_account']),
  amountFen: fen.optional(),
  receivedFen: fen.optional(),
  reference: z.string().optional(),
  memberId: z.string().optional(),
  depositId: z.string().optional(),
  accountId: z.string().optional(),
  lineKeys: z.array(z.string()).optional(),
})

export const split = z
  .object({
    /** What is to be shared: after sessions and deposits. */
    totalFen: fen,
    /** In the order of the payers. `payableFen` is less than the share where the own means, or the account, do not reach. */
    shares: z.array(z.object({ amountFen: fen, payableFen: fen, lineKeys: z.array(z.string()).nullable() })),
    /** To be put into the cart. */
    tenders: z.array(splitTender),
  })
  .meta({ id: 'Split' })
export type Split = Omit<z.output<typeof split>, 'tenders'> & { tenders: CartTender[] }
