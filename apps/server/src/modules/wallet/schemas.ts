import { z } from 'zod'
import { pageQuery } from '../../platform/pages.ts'

export const memberParams = z.object({ memberId: z.uuid() })
export const lotParams = z.object({ lotId: z.uuid() })
export const statementQuery = z.object(pageQuery)
export const walletQuery = z.object({ withEmpty: z.enum(['true', 'false']).default('false') })
export const freezeBody = z.strictObject({ reason: z.string().trim().min(1).max(200) })

const fen = z.number().int()

export const balances = z
  .object({ principalFen: fen, bonusFen: fen, bonusLaterFen: fen, rebateFen: fen, points: fen, passSessions: fen, passValueFen: fen })
  .meta({ id: 'Balances' })

export const lot = z
  .object({
    id: z.string(),
    kind: z.string(),
    unit: z.string(),
    grantId: z.string(),
    name: z.string(),
    initial: fen,
    remaining: fen,
    held: fen,
    initialValueFen: fen,
    valueFen: fen,
    considerationFen: fen,
    /** Of a pass sold part on account: what is owed still for the whole of it. */
    owedFen: fen,
    /** Of such a pass: how many of the sessions that are left are paid for; null where all are. */
    paidSessions: z.number().int().nullable(),
    serviceItemId: z.string().nullable(),
    passItemId: z.string().nullable(),
    storeId: z.string(),
    /** Came by transfer: the lot it was taken from. */
    originLotId: z.string().nullable(),
    startsOn: z.string(),
    expiresOn: z.string().nullable(),
    validityDays: z.number().nullable(),
    isFrozen: z.boolean(),
    obstacle: z.string().nullable(),
    createdAt: z.string(),
  })
  .meta({ id: 'Lot' })

export const wallet = z.object({ memberId: z.string(), balances, lots: z.array(lot) }).meta({ id: 'Wallet' })

export const walletTransaction = z
  .object({
    id: z.string(),
    seq: z.number().int(),
    reason: z.string(),
    sourceKind: z.string(),
    sourceId: z.string(),
    reversesId: z.string().nullable(),
    actorId: z.string().nullable(),
    actorName: z.string().nullable(),
    storeId: z.string().nullable(),
    businessDay: z.string(),
    at: z.string(),
    note: z.string(),
    hash: z.string(),
    prevHash: z.string(),
    movements: z.array(
      z.object({
        lotId: z.string(),
        kind: z.string(),
        unit: z.string(),
        name: z.string(),
        quantity: fen,
        valueFen: fen,
        /** Whose visit used it, when that is not the owner, and the name of that person. */
        usedBy: z.string().nullable(),
        usedByName: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'WalletTransaction' })

export const statement = z
  .object({ items: z.array(walletTransaction), nextCursor: z.string().nullable(), headHash: z.string() })
  .meta({ id: 'Statement' })
export const frozen = z.object({ lotId: z.string(), isFrozen: z.boolean(), expiresOn: z.string().nullable() })
