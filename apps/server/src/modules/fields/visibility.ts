import type { Actor } from '../../platform/ctx.ts'
import type { CustomField, FieldValues, FieldVisibility } from './schemas.ts'

/** Which of the three circles an actor stands in. */
export function circlesOf(actor: Actor): FieldVisibility[] {
  const circles: FieldVisibility[] = ['everyone']
  if (actor.can('update', 'Member')) circles.push('desk')
  if (actor.can('manage', 'Level')) circles.push('managers')
  return circles
}

export function fieldsSeenBy(actor: Actor, fields: readonly CustomField[]): CustomField[] {
  const circles = circlesOf(actor)
  return fields.filter((field) => circles.includes(field.visibleTo))
}

/** The values an actor may see, of fields in use. */
export function valuesSeenBy(actor: Actor, fields: readonly CustomField[], values: FieldValues): FieldValues {
  const seen = new Set(fieldsSeenBy(actor, fields).flatMap((field) => (field.isActive ? [field.id] : [])))
  return Object.fromEntries(Object.entries(values).filter(([id]) => seen.has(id)))
}
