import { z } from 'zod'
import { pageOf, pageQuery } from '../../platform/pages.ts'
import { METHODS } from './rules.ts'

const fen = z.number().int()
const count = z.number().int()
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
const method = z.enum(METHODS)

export const monthParams = z.object({ month })
export const methodChoice = z.object({ method }).meta({ id: 'SettlementMethodChoice' })
export const methodChosen = z.object({ month, method }).meta({ id: 'SettlementMethod' })

export const settlement = z
  .object({
    /** The month after the last locked one; null while none is. */
    firstOpenMonth: z.string().nullable(),
    /** In force this month. */
    method,
    months: z.array(
      z
        .object({
          month: z.string(),
          isLocked: z.boolean(),
          method,
          lockedAt: z.string().nullable(),
          movements: count,
          /** All that is owed, before it is set off. */
          owedFen: fen,
        })
        .meta({ id: 'SettlementMonthSummary' }),
    ),
    methods: z.array(methodChosen),
  })
  .meta({ id: 'Settlement' })

const store = z.object({ id: z.string(), code: z.string(), name: z.string() })
const side = z.object({ movements: count, /** What left the lots, what came back taken off. */ valueFen: fen, owedFen: fen })

export const settlementMonth = z
  .object({
    month: z.string(),
    isLocked: z.boolean(),
    lockedAt: z.string().nullable(),
    method,
    statements: z.array(
      z
        .object({
          storeA: store,
          storeB: store,
          /** For what B served on cards of A. */
          aOwes: side,
          bOwes: side,
          /** What A pays B; negative is paid the other way. */
          netFen: fen,
        })
        .meta({ id: 'SettlementStatement' }),
    ),
    /** What each store gets (negative: pays) in all; together nothing. */
    positions: z.array(z.object({ store, netFen: fen })),
  })
  .meta({ id: 'SettlementMonth' })

export const entriesFields = { issuerId: z.uuid().optional(), performerId: z.uuid().optional() }
export const entriesQuery = z.object({ ...pageQuery, ...entriesFields })

export const entryPage = pageOf(
  z
    .object({
      transactionId: z.string(),
      ordinal: count,
      issuerId: z.string(),
      issuerName: z.string(),
      performerId: z.string(),
      performerName: z.string(),
      businessDay: z.string(),
      at: z.string(),
      reason: z.string(),
      documentKind: z.string(),
      documentId: z.string(),
      documentNumber: z.string().nullable(),
      memberId: z.string(),
      memberNumber: z.string(),
      lotName: z.string(),
      lotKind: z.string(),
      /** Signed: negative left the lot. */
      valueFen: fen,
      owedFen: fen,
    })
    .meta({ id: 'SettlementEntry' }),
)

export const lockedMonth = z.object({ month: z.string(), statements: count, movements: count }).meta({ id: 'LockedSettlementMonth' })
