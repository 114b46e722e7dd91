import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { HouseholdMemberUnfit, HouseholdNeedsOwner, HouseholdTaken } from './errors.ts'
import { householdOf } from './queries.ts'
import {
  household,
  householdChange,
  householdMemberChange,
  householdUses,
  memberHousehold,
  newHousehold,
  newHouseholdMember,
  usesQuery,
  uuid,
} from './schemas.ts'
import { listUses } from './uses.ts'
import { addHouseholdMember, changeHouseholdMember, createHousehold, removeHouseholdMember, setHouseholdLimits } from './verbs.ts'

const tag = 'Households'
const params = z.object({ householdId: uuid })
const memberParams = z.object({ householdId: uuid, memberId: uuid })

export function householdRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/household',
    operationId: 'getMemberHousehold',
    tag,
    summary: 'The household of a member, null without one',
    ability: ['read', 'Member'],
    params: z.object({ memberId: uuid }),
    response: memberHousehold,
    handle: async (ctx, { params: { memberId } }) => ({ household: await householdOf(ctx, memberId) }),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/households',
    operationId: 'createHousehold',
    tag,
    summary: 'Begin a household with its first owner',
    ability: ['update', 'Member'],
    body: newHousehold,
    response: household,
    status: 201,
    errors: [HouseholdTaken, HouseholdMemberUnfit],
    isUnkept: true,
    handle: (ctx, { body }) => createHousehold(ctx, body.ownerId),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/households/:householdId',
    operationId: 'setHouseholdLimits',
    tag,
    summary: 'Set what all users together may draw',
    ability: ['update', 'Member'],
    params,
    body: householdChange,
    response: household,
    errors: [NotFound, VersionStale],
    ifMatch: true,
    etag: true,
    isUnkept: true,
    handle: (ctx, { params: { householdId }, body, ifMatch }) => setHouseholdLimits(ctx, householdId, ifMatch, body),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/households/:householdId/uses',
    operationId: 'listHouseholdUses',
    tag,
    summary: 'Who used how much of whose lots, newest first',
    ability: ['read', 'Wallet'],
    params,
    query: usesQuery,
    response: householdUses,
    errors: [NotFound],
    handle: (ctx, { params: { householdId }, query }) => listUses(ctx, householdId, query),
  })
  memberRoutes(app, runtime)
}

function memberRoutes(app: FastifyInstance, runtime: Runtime): void {
  write(app, runtime, {
    method: 'POST',
    url: '/households/:householdId/members',
    operationId: 'addHouseholdMember',
    tag,
    summary: 'Take somebody into a household',
    ability: ['update', 'Member'],
    params,
    body: newHouseholdMember,
    response: household,
    status: 201,
    errors: [NotFound, HouseholdTaken, HouseholdMemberUnfit],
    isUnkept: true,
    handle: (ctx, { params: { householdId }, body }) => addHouseholdMember(ctx, householdId, body),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/households/:householdId/members/:memberId',
    operationId: 'changeHouseholdMember',
    tag,
    summary: 'Change somebody’s part in a household, their own limits, or whether an owner shares just now',
    ability: ['update', 'Member'],
    params: memberParams,
    body: householdMemberChange,
    response: household,
    errors: [NotFound, HouseholdNeedsOwner],
    isUnkept: true,
    handle: (ctx, { params, body }) => changeHouseholdMember(ctx, params.householdId, params.memberId, body),
  })
  write(app, runtime, {
    method: 'DELETE',
    url: '/households/:householdId/members/:memberId',
    operationId: 'removeHouseholdMember',
    tag,
    summary: 'Take somebody out; with the last of them the household ends',
    ability: ['update', 'Member'],
    params: memberParams,
    response: memberHousehold,
    errors: [NotFound, HouseholdNeedsOwner],
    isUnkept: true,
    handle: (ctx, { params }) => removeHouseholdMember(ctx, params.householdId, params.memberId),
  })
}
