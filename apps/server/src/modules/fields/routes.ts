import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { createField } from './create-field.ts'
import { FieldLabelTaken } from './errors.ts'
import { listFields } from './queries.ts'
import { customField, customFieldChange, customFieldList, fieldSubject, newCustomField, uuid } from './schemas.ts'
import { updateField } from './update-field.ts'

const tag = 'Fields'

export function fieldRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/custom-fields',
    operationId: 'listCustomFields',
    tag,
    summary: 'The brand’s own fields of members or products, in their order; only those the asker sees',
    ability: ['read', 'Member'],
    query: z.object({ subject: fieldSubject }),
    response: customFieldList,
    handle: (ctx, { query }) => listFields(ctx, query.subject),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/custom-fields',
    operationId: 'createCustomField',
    tag,
    summary: 'Add a field to members or products',
    ability: ['manage', 'Setting'],
    body: newCustomField,
    response: customField,
    status: 201,
    errors: [FieldLabelTaken],
    handle: (ctx, { body }) => createField(ctx, body),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/custom-fields/:fieldId',
    operationId: 'updateCustomField',
    tag,
    summary: 'Change a field; the kind of its values stays',
    ability: ['manage', 'Setting'],
    params: z.object({ fieldId: uuid }),
    body: customFieldChange,
    response: customField,
    errors: [NotFound, VersionStale, FieldLabelTaken],
    ifMatch: true,
    etag: true,
    handle: (ctx, { params, body, ifMatch }) => updateField(ctx, params.fieldId, ifMatch, body),
  })
}
