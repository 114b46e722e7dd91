import { z } from 'zod'
import { pageOf, pageQuery } from '../../platform/pages.ts'
import { sheetQuery } from '../../platform/route-sheet.ts'
import { DEBT_AGE_NAMES } from './rules.ts'

const fen = z.number().int()
const limit = z.number().int().min(0).max(100_000_000)

export const accountParams = z.object({ accountId: z.uuid() })
const filter = {
  storeId: z.uuid(),
  /** `owing`: only those that owe something in this store. */
  state: z.enum(['owing', 'all']).default('owing'),
  /** Part of a company's name, or whatever a member is found by. */
  q: z.string().trim().max(60).optional(),
}
export const accountsQuery = z.object({ ...pageQuery, ...filter })
export const accountSheetQuery = z.object({ ...filter, ...sheetQuery })
export const accountQuery = z.object({ storeId: z.uuid() })

const fields = {
  id: z.string(),
  kind: z.enum(['member', 'company']),
  /** A member's name; null when the member's data were erased. */
  name: z.string().nullable(),
  memberNumber: z.string().nullable(),
  /** What may be owed: this account's own limit, else the brand's. */
  limitFen: fen,
  hasOwnLimit: z.boolean(),
  isActive: z.boolean(),
  note: z.string(),
  /** In all stores. */
  owedFen: fen,
  /** In this store: what can be settled here. */
  owedHereFen: fen,
  version: z.number().int(),
}

const ages = z.array(z.object({ age: z.enum(DEBT_AGE_NAMES), openFen: fen }))
const accountSummary = z.object({ ...fields, oldestOn: z.string().nullable(), ages }).meta({ id: 'CreditAccountSummary' })
/** With the sums over all pages. */
export const accountsPage = pageOf(accountSummary).extend({ totals: z.object({ owedHereFen: fen, ages }) })

export const account = z
  .object({
    ...fields,
    /** In this store, what is owed first. */
    receivables: z.array(
      z.object({
        id: z.string(),
        ticketId: z.string(),
        ticketNumber: z.string(),
        businessDay: z.string(),
        ageDays: z.number().int(),
        amountFen: fen,
        openFen: fen,
        /** The pass it is owed for, of which only what is paid may be used. */
        pass: z.object({ name: z.string(), priceFen: fen }).nullable(),
        /** What became of it, the oldest first: settled, owed again because a settlement was refunded, reduced because the goods were. */
        movements: z.array(
          z.object({
            kind: z.enum(['settled', 'reopened', 'reduced']),
            sourceKind: z.enum(['ticket', 'refund']),
            sourceId: z.string(),
            number: z.string(),
            amountFen: fen,
            /** Settled: how that bill was paid. */
            ways: z.array(z.string()),
            at: z.string(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'CreditAccount' })

export const newCompany = z
  .strictObject({ companyName: z.string().trim().min(1).max(60), limitFen: limit, note: z.string().trim().max(200).default('') })
  .meta({ id: 'NewCreditCompany' })

export const accountChange = z
  .strictObject({
    /** Null: what the brand allows every member; a company always has its own. */
    limitFen: limit.nullable().optional(),
    isActive: z.boolean().optional(),
    note: z.string().trim().max(200).optional(),
  })
  .meta({ id: 'CreditAccountChange' })

export const accountEdited = z.object({ id: z.string(), version: z.number().int() })
