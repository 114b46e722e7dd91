import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import {
  listDuplicateGroups,
  MemberMerged,
  MergeBuiltUpon,
  MergeOver,
  MergeUnfit,
  memberRow,
  openMerges,
  tellApart,
  UNDO_DAYS,
} from '../../modules/members/index.ts'
import { Forbidden, NotFound, VersionStale } from '../../platform/errors.ts'
import { pageOf, pageQuery } from '../../platform/pages.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { MergeHasHeldBills, MergeHasHolds, MergeHouseholdsDiffer } from './errors.ts'
import { mergeMembers, undoMerge } from './merge.ts'
import { previewMerge } from './preview.ts'
import { mergeList, mergePreview, mergeRef, newMerge, uuid } from './schemas.ts'

const tag = 'Members'
const ability = ['merge', 'Member'] as const
const HOURS = 24 * UNDO_DAYS

export function mergeRoutes(app: FastifyInstance, runtime: Runtime): void {
  duplicateRoutes(app, runtime)
  read(app, runtime, {
    method: 'GET',
    url: '/member-merge-previews',
    operationId: 'previewMemberMerge',
    tag,
    summary: 'Two records of one person side by side, with what merging would keep; nothing is written',
    ability,
    query: z.object({ survivorId: uuid, mergedId: uuid }),
    response: mergePreview,
    errors: [NotFound],
    handle: (ctx, { query }) => previewMerge(ctx, query.survivorId, query.mergedId),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/member-merges',
    operationId: 'mergeMembers',
    tag,
    summary: 'Merge a record into another of the same person; can be undone for 30 days',
    ability,
    body: newMerge,
    response: mergeRef,
    status: 201,
    errors: [NotFound, MergeUnfit, MemberMerged, VersionStale, MergeHasHeldBills, MergeHasHolds, MergeHouseholdsDiffer, Forbidden],
    handle: (ctx, { body }) => mergeMembers(ctx, body),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/member-merges/:mergeId/undo',
    operationId: 'undoMemberMerge',
    tag,
    summary: 'Take a merge back',
    ability,
    params: z.object({ mergeId: uuid }),
    response: mergeRef,
    errors: [NotFound, MergeOver, MergeBuiltUpon],
    handle: (ctx, { params }) => undoMerge(ctx, params.mergeId),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/merges',
    operationId: 'listMemberMerges',
    tag,
    summary: 'Merges into a member that can still be undone',
    ability: ['read', 'Member'],
    params: z.object({ memberId: uuid }),
    response: mergeList,
    handle: async (ctx, { params }) => ({
      items: (await openMerges(ctx, params.memberId, ctx.now.subtract({ hours: HOURS }))).map((m) => ({
        ...m,
        mergedAt: m.mergedAt.toString(),
        undoUntil: m.mergedAt.add({ hours: HOURS }).toString(),
      })),
    }),
  })
}

function duplicateRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/member-duplicate-groups',
    operationId: 'listMemberDuplicateGroups',
    tag,
    summary: 'Records that share a phone and may be one person, but for those somebody told apart',
    ability,
    query: z.object({ ...pageQuery }),
    response: pageOf(z.object({ sameName: z.boolean(), members: z.array(memberRow) }).meta({ id: 'MemberDuplicateGroup' })),
    handle: (ctx, { query }) => listDuplicateGroups(ctx, query),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/member-distinctions',
    operationId: 'tellMembersApart',
    tag,
    summary: 'Say that two records that look alike are two people',
    ability,
    body: z.object({ oneId: uuid, otherId: uuid }),
    response: z.object({}),
    status: 201,
    errors: [NotFound, MergeUnfit],
    handle: (ctx, { body }) => tellApart(ctx, body.oneId, body.otherId),
  })
}
