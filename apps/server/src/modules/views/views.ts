/** Lists as somebody likes to see them: the part of a page's address after the question mark, under a name. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { Forbidden, NotFound, problem } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'

export const ViewNameTaken = problem('view_name_taken', 409, 'You have a view of this name already')

const uuid = z.uuid()
const page = z.string().regex(/^[a-z-]{1,30}$/)
const savedView = z
  .object({ id: uuid, page: z.string(), name: z.string(), query: z.string(), isShared: z.boolean(), isOwn: z.boolean() })
  .meta({ id: 'SavedView' })
const newSavedView = z
  .object({
    page,
    name: z.string().trim().min(1).max(30),
    query: z.string().max(1000),
    /** Seen by everybody; takes the ability `read Setting`. */
    isShared: z.boolean().default(false),
  })
  .meta({ id: 'NewSavedView' })

type SavedView = z.output<typeof savedView>

/** One's own views of a page and those shared by others, by name. */
export async function listViews(ctx: ReadCtx, pageName: string): Promise<{ items: SavedView[] }> {
  const rows = await ctx.db
    .selectFrom('saved_view')
    .selectAll()
    .where('page', '=', pageName)
    .where((eb) => eb.or([eb('staff_id', '=', ctx.actor.id ?? ''), eb('is_shared', '=', true)]))
    .orderBy('name')
    .execute()
  return {
    items: rows.map((r) => ({
      id: r.id,
      page: r.page,
      name: r.name,
      query: r.query,
      isShared: r.is_shared,
      isOwn: r.staff_id === ctx.actor.id,
    })),
  }
}

/** What was typed to find somebody is personal and not kept. */
function withoutWords(query: string): string {
  const params = new URLSearchParams(query)
  params.delete('q')
  params.delete('cursor')
  return params.toString()
}

/** @throws ViewNameTaken, Forbidden */
export async function saveView(ctx: WriteCtx, input: z.output<typeof newSavedView>): Promise<SavedView> {
  if (input.isShared && !ctx.actor.can('read', 'Setting')) throw new Forbidden({ action: 'read', subject: 'Setting' })
  const id = newId()
  const query = withoutWords(input.query)
  const row = await ctx.db
    .insertInto('saved_view')
    .values({ id, staff_id: ctx.actor.id ?? '', page: input.page, name: input.name, query, is_shared: input.isShared, created_at: ctx.now })
    .onConflict((c) => c.columns(['staff_id', 'page', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) throw new ViewNameTaken({ name: input.name })
  ctx.audit({ action: 'view.save', subjectKind: 'SavedView', subjectId: id, detail: { page: input.page, isShared: input.isShared } })
  return { id, ...input, query, isOwn: true }
}

/** Removes one's own view. @throws NotFound */
export async function removeView(ctx: WriteCtx, viewId: string): Promise<Record<string, never>> {
  const gone = await ctx.db
    .deleteFrom('saved_view')
    .where('id', '=', viewId)
    .where('staff_id', '=', ctx.actor.id ?? '')
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw new NotFound()
  ctx.audit({ action: 'view.remove', subjectKind: 'SavedView', subjectId: viewId })
  return {}
}

export function viewRoutes(app: FastifyInstance, runtime: Runtime): void {
  const tag = 'Views'
  read(app, runtime, {
    method: 'GET',
    url: '/saved-views',
    operationId: 'listSavedViews',
    tag,
    summary: 'One’s own views of a list, and those shared by others',
    ability: ['read', 'Store'],
    query: z.object({ page }),
    response: z.object({ items: z.array(savedView) }),
    handle: (ctx, { query }) => listViews(ctx, query.page),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/saved-views',
    operationId: 'saveView',
    tag,
    summary: 'Keep a list as one sees it now',
    ability: ['read', 'Store'],
    body: newSavedView,
    response: savedView,
    status: 201,
    errors: [ViewNameTaken, Forbidden],
    handle: (ctx, { body }) => saveView(ctx, body),
  })
  write(app, runtime, {
    method: 'DELETE',
    url: '/saved-views/:viewId',
    operationId: 'removeView',
    tag,
    summary: 'Remove one’s own view',
    ability: ['read', 'Store'],
    params: z.object({ viewId: uuid }),
    response: z.object({}),
    errors: [NotFound],
    handle: (ctx, { params }) => removeView(ctx, params.viewId),
  })
}
