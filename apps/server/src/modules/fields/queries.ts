import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import type { CustomField, FieldSubject } from './schemas.ts'
import { fieldsSeenBy } from './visibility.ts'

/** Every field of a subject, those no longer in use too, in their order. */
export async function fieldsOf(ctx: ReadCtx, subject: FieldSubject): Promise<CustomField[]> {
  const { rows } = await sql<CustomField>`
    select id, subject, label, kind, choices, is_required as "isRequired", is_searchable as "isSearchable", visible_to as "visibleTo",
      sort, is_active as "isActive", version
    from custom_field where subject = ${subject} order by sort, created_at, id`.execute(ctx.db)
  return rows
}

/** The fields somebody works with; those out of use are shown to who keeps the settings. */
export async function listFields(ctx: ReadCtx, subject: FieldSubject): Promise<{ items: CustomField[] }> {
  const seen = fieldsSeenBy(ctx.actor, await fieldsOf(ctx, subject))
  return { items: ctx.actor.can('manage', 'Setting') ? seen : seen.filter((field) => field.isActive) }
}
