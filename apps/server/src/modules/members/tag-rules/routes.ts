import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound, VersionStale } from '../../../platform/errors.ts'
import { read, write } from '../../../platform/route.ts'
import type { Runtime } from '../../../platform/runtime.ts'
import { TagTaken } from '../errors.ts'
import { newTagRule, tagConditions, tagPreview, tagRule, tagRuleChange, tagRuleList, uuid } from './schemas.ts'
import { createTagRule, evaluateTagRule, listTagRules, previewTagRule, updateTagRule } from './verbs.ts'

const tag = 'Members'
const params = z.object({ ruleId: uuid })

export function tagRuleRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/tag-rules',
    operationId: 'listTagRules',
    tag,
    summary: 'Automatic tags and the rules that give them',
    ability: ['read', 'Setting'],
    response: tagRuleList,
    handle: (ctx) => listTagRules(ctx),
  })
  read(app, runtime, {
    method: 'POST',
    url: '/tag-rule-previews',
    operationId: 'previewTagRule',
    tag,
    summary: 'How many members conditions hold of; nothing is written',
    ability: ['read', 'Setting'],
    body: tagConditions.extend({ ruleId: uuid.nullable().default(null) }),
    response: tagPreview,
    errors: [NotFound],
    handle: (ctx, { body: { ruleId, ...rule } }) => previewTagRule(ctx, rule, ruleId),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/tag-rules',
    operationId: 'createTagRule',
    tag,
    summary: 'Add an automatic tag; it is given at once',
    ability: ['manage', 'Setting'],
    body: newTagRule,
    response: tagRule,
    status: 201,
    errors: [TagTaken],
    handle: (ctx, { body }) => createTagRule(ctx, body),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/tag-rules/:ruleId',
    operationId: 'updateTagRule',
    tag,
    summary: 'Change, switch off or on an automatic tag; it is given anew at once',
    ability: ['manage', 'Setting'],
    params,
    body: tagRuleChange,
    response: tagRule,
    errors: [NotFound, VersionStale, TagTaken],
    ifMatch: true,
    etag: true,
    handle: (ctx, { params: { ruleId }, body, ifMatch }) => updateTagRule(ctx, ruleId, ifMatch, body),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/tag-rules/:ruleId/evaluation',
    operationId: 'evaluateTagRule',
    tag,
    summary: 'Give an automatic tag to exactly those its rule holds of now',
    ability: ['manage', 'Setting'],
    params,
    response: tagPreview,
    errors: [NotFound],
    handle: (ctx, { params: { ruleId } }) => evaluateTagRule(ctx, ruleId),
  })
}
