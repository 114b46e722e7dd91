import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { pageQuery } from '../../platform/pages.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { ConsentMissing } from '../consents/index.ts'
import { AssessmentUnfit, CareItemUnfit, CareStepEnded } from './errors.ts'
import { endStep, planCare, setPlanState } from './plan-care.ts'
import { listDueSteps, listPlans } from './queries.ts'
import { carePlan, carePlanList, carePlanState, careStepEnd, dueStepPage, newCarePlan, uuid } from './schemas.ts'

const tag = 'Care'
const ability = ['read', 'Member'] as const

export function planRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/care-plans',
    operationId: 'listCarePlans',
    tag,
    summary: 'The care plans of a member, newest first',
    ability,
    params: z.object({ memberId: uuid }),
    response: carePlanList,
    handle: (ctx, { params: { memberId } }) => listPlans(ctx, memberId),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/members/:memberId/care-plans',
    operationId: 'planCare',
    tag,
    summary: 'Plan care for a member',
    ability: ['care', 'Member'],
    scopeOf: ({ body }) => body.storeId,
    params: z.object({ memberId: uuid }),
    body: newCarePlan,
    response: carePlan,
    status: 201,
    errors: [NotFound, ConsentMissing, AssessmentUnfit, CareItemUnfit],
    isUnkept: true,
    handle: (ctx, { params: { memberId }, body }) => planCare(ctx, memberId, body),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/care-plans/:planId',
    operationId: 'setCarePlanState',
    tag,
    summary: 'Stop a care plan, or take it up again',
    ability: ['care', 'Member'],
    params: z.object({ planId: uuid }),
    body: carePlanState,
    response: carePlan,
    errors: [NotFound, VersionStale],
    ifMatch: true,
    etag: true,
    isUnkept: true,
    handle: (ctx, { params: { planId }, body, ifMatch }) => setPlanState(ctx, planId, ifMatch, body.state),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/care-plans/:planId/steps/:stepId/end',
    operationId: 'endCareStep',
    tag,
    summary: 'Mark a step of a care plan as done or left out',
    ability: ['care', 'Member'],
    params: z.object({ planId: uuid, stepId: uuid }),
    body: careStepEnd,
    response: carePlan,
    errors: [NotFound, CareStepEnded],
    isUnkept: true,
    handle: (ctx, { params: { planId, stepId }, body }) => endStep(ctx, planId, stepId, body.state),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/due-care-steps',
    operationId: 'listDueCareSteps',
    tag,
    summary: 'Steps of care plans due up to a day, the longest overdue first',
    ability,
    query: z.object({ ...pageQuery, until: z.iso.date(), adviserId: uuid.optional() }),
    response: dueStepPage,
    handle: (ctx, { query }) => listDueSteps(ctx, query),
  })
}
