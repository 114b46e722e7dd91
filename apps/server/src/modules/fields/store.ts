import type { WriteCtx } from '../../platform/ctx.ts'
import type { CustomField } from './schemas.ts'

function rowOf(field: CustomField) {
  return {
    label: field.label,
    choices: JSON.stringify(field.choices),
    is_required: field.isRequired,
    is_searchable: field.isSearchable,
    visible_to: field.visibleTo,
    sort: field.sort,
    is_active: field.isActive,
  }
}

/** False when there is a field of this label already. */
export async function insertField(ctx: WriteCtx, field: CustomField): Promise<boolean> {
  const row = await ctx.db
    .insertInto('custom_field')
    .values({ id: field.id, subject: field.subject, kind: field.kind, ...rowOf(field), created_at: ctx.now })
    .onConflict((c) => c.columns(['subject', 'label']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Changes a field of exactly this version; false when there is none. */
export async function updateFieldRow(ctx: WriteCtx, field: CustomField, version: number): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('custom_field')
    .set({ ...rowOf(field), version: version + 1 })
    .where('id', '=', field.id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
