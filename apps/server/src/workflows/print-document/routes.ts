import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { DocumentUnknown, NoPrinter, printRequested } from '../../modules/printing/index.ts'
import { NotFound } from '../../platform/errors.ts'
import { write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { printDocument } from './print-document.ts'

const printBody = z
  .strictObject({
    storeId: z.uuid(),
    /** Left out: the store's printer for this kind of paper. */
    printerId: z.uuid().optional(),
    source: z.strictObject({ kind: z.string().max(30), id: z.uuid() }),
  })
  .meta({ id: 'PrintRequest' })

export function printDocumentRoutes(app: FastifyInstance, runtime: Runtime): void {
  write(app, runtime, {
    method: 'POST',
    url: '/print-jobs',
    operationId: 'printDocument',
    tag: 'printing',
    summary: 'Print a document: a bill, a refund, a test page; printed before, the paper says so',
    ability: ['use', 'Printer'],
    scopeOf: ({ body }) => body.storeId,
    body: printBody,
    response: printRequested,
    status: 201,
    errors: [NotFound, NoPrinter, DocumentUnknown],
    handle: (ctx, { body }) => printDocument(ctx, { ...body, printerId: body.printerId ?? null }),
  })
}
