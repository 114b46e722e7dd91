import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import { download } from '../../platform/route-download.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { ATTACHMENT_MAX_BYTES, AttachmentTooLarge, AttachmentUnreadable } from '../attachments/index.ts'
import { ConsentMissing } from '../consents/index.ts'
import { assess, preparePicture, publishTemplate, putPicture, readPicture } from './assess.ts'
import { AnswersUnfit, TemplateUnfit } from './errors.ts'
import { planRoutes } from './plan-routes.ts'
import { listAssessments, listTemplates } from './queries.ts'
import { assessment, assessmentList, newAssessment, newTemplate, template, templateList, uuid } from './schemas.ts'

const tag = 'Care'
const params = z.object({ memberId: uuid })
const photoParams = z.object({ memberId: uuid, assessmentId: uuid, moment: z.enum(['before', 'after']) })

export function careRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/assessment-templates',
    operationId: 'listAssessmentTemplates',
    tag,
    summary: 'The questionnaires in use',
    ability: ['read', 'Member'],
    response: templateList,
    handle: (ctx) => listTemplates(ctx),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/assessment-templates',
    operationId: 'publishAssessmentTemplate',
    tag,
    summary: 'Publish a questionnaire, or the next version of one',
    ability: ['manage', 'Setting'],
    body: newTemplate,
    response: template,
    status: 201,
    errors: [TemplateUnfit, VersionStale],
    handle: (ctx, { body }) => publishTemplate(ctx, body),
  })
  assessmentRoutes(app, runtime)
  planRoutes(app, runtime)
}

function assessmentRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/assessments',
    operationId: 'listAssessments',
    tag,
    summary: 'The assessments of a member, newest first',
    ability: ['read', 'Member'],
    params,
    response: assessmentList,
    handle: (ctx, { params: { memberId } }) => listAssessments(ctx, memberId),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/members/:memberId/assessments',
    operationId: 'takeAssessment',
    tag,
    summary: 'Take an assessment; the member has consented to health data',
    ability: ['care', 'Member'],
    scopeOf: ({ body }) => body.storeId,
    params,
    body: newAssessment,
    response: assessment,
    status: 201,
    errors: [NotFound, ConsentMissing, AnswersUnfit],
    isUnkept: true,
    handle: (ctx, { params: { memberId }, body }) => assess(ctx, memberId, body),
  })
  write(app, runtime, {
    method: 'PUT',
    url: '/members/:memberId/assessments/:assessmentId/photos/:moment',
    operationId: 'putAssessmentPhoto',
    tag,
    summary: 'Put the picture before or after into an assessment',
    ability: ['care', 'Member'],
    params: photoParams,
    response: assessment,
    errors: [NotFound, ConsentMissing, AttachmentTooLarge, AttachmentUnreadable],
    fileBytes: ATTACHMENT_MAX_BYTES,
    isUnkept: true,
    prepare: (_ctx, { file }) => preparePicture(file),
    handle: (ctx, { params: p }, file) => putPicture(ctx, p.memberId, p.assessmentId, p.moment, file),
  })
  download(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/assessments/:assessmentId/photos/:moment',
    operationId: 'getAssessmentPhoto',
    tag,
    summary: 'The picture before or after',
    ability: ['read', 'Member'],
    params: photoParams,
    errors: [NotFound],
    handle: (ctx, { params: p }) => readPicture(ctx, p.memberId, p.assessmentId, p.moment),
  })
}
