import { z } from 'zod'
import { pageOf, pageQuery } from '../../platform/pages.ts'

export const entryListQuery = z.object({
  /** Who did it; `system` for what the server did by itself. */
  actorId: z.union([z.uuid(), z.literal('system')]).optional(),
  action: z.string().max(60).optional(),
  subjectKind: z.string().max(60).optional(),
  subjectId: z.uuid().optional(),
  storeId: z.uuid().optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  /** Up to, not including, this instant. */
  to: z.iso.datetime({ offset: true }).optional(),
  ...pageQuery,
})

const named = z.object({ id: z.uuid(), name: z.string().nullable() })

export const entryPage = pageOf(
  z
    .object({
      seq: z.int(),
      at: z.iso.datetime(),
      /** Null: the server itself. */
      actor: named.nullable(),
      store: named.nullable(),
      action: z.string(),
      subjectKind: z.string(),
      subjectId: z.string().nullable(),
      subjectLabel: z.string().nullable(),
      /** Ids, amounts and codes. */
      detail: z.looseObject({}),
      /** Covered by a seal: a change would be found. */
      isSealed: z.boolean(),
    })
    .meta({ id: 'AuditEntry' }),
)
  .extend({
    /** Names of the colleagues and stores that details name by id. */
    names: z.record(z.string(), z.string()),
  })
  .meta({ id: 'AuditEntries' })

export const sealStateSchema = z
  .object({
    /** Null before the first one. */
    last: z.object({ number: z.int(), sealedAt: z.iso.datetime(), hash: z.string() }).nullable(),
  })
  .meta({ id: 'SealState' })
