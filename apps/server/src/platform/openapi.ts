/** The API's description, made stable and readable: sorted by name, without components that nothing uses. */
import { jsonSchemaTransformObject } from 'fastify-type-provider-zod'

interface Document {
  paths?: Record<string, unknown>
  components?: { schemas?: Record<string, unknown> }
}

const REFERENCE = /#\/components\/schemas\/([A-Za-z0-9_]+)/g

/** For `transformObject` of @fastify/swagger: adds the named schemas, then tidies the whole. */
export const describeComponents: typeof jsonSchemaTransformObject = (input) => tidy(jsonSchemaTransformObject(input) as Document) as never

/**
 * Every named schema comes in two forms, `X` for answers and `XInput` for requests (defaults make them differ). What no route reaches
 * is left out; a form that is the only one in use, or says the same as the other, goes under the plain name.
 */
export function tidy(document: Document): Document {
  const all = document.components?.schemas ?? {}
  const used = reachable(document.paths ?? {}, all)
  const nameOf = (name: string): string => {
    const plain = name.replace(/Input$/, '')
    const isForm = plain !== name && plain in all
    return isForm && (!used.has(plain) || areAlike(all[plain], all[name])) ? plain : name
  }
  const renamed = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value).replace(REFERENCE, (_, name: string) => `#/components/schemas/${nameOf(name)}`))
  const kept = [...used].filter((name) => nameOf(name) === name || !used.has(nameOf(name)))
  const schemas = Object.fromEntries(kept.map((name) => [nameOf(name), renamed(all[name])]))
  return {
    ...document,
    paths: byKey(renamed(document.paths ?? {})),
    components: { ...document.components, schemas: byKey(schemas) },
  }
}

/** Answers say that they hold nothing more; requests leave that open. Nothing else may differ. */
function areAlike(output: unknown, input: unknown): boolean {
  const bare = (value: unknown) =>
    JSON.stringify(value)
      .replaceAll(',"additionalProperties":false', '')
      .replaceAll(/Input"/g, '"')
  return bare(output) === bare(input)
}

function reachable(paths: unknown, all: Record<string, unknown>): Set<string> {
  const used = new Set<string>()
  const queue = [...namesIn(paths)]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (used.has(name) || !(name in all)) continue
    used.add(name)
    queue.push(...namesIn(all[name]))
  }
  return used
}

function namesIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(REFERENCE)].flatMap((match) => match[1] ?? [])
}

function byKey(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
