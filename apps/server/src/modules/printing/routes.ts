import type { FastifyInstance } from 'fastify'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { pageOf } from '../../platform/pages.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { addPrinter } from './add-printer.ts'
import { editPrinter } from './edit-printer.ts'
import { NoDrawer, NoPrinter, PrinterAddressRefused, PrinterNameTaken, PrintJobSettled } from './errors.ts'
import { openDrawer } from './open-drawer.ts'
import { listJobs, listOpenings } from './queries.ts'
import { resolveJob } from './resolve-job.ts'
import {
  drawerBody,
  drawerOpening,
  jobParams,
  jobsQuery,
  newPrinter,
  openingsQuery,
  printer,
  printerChange,
  printerParams,
  printers,
  printJob,
  requested,
  resolutionBody,
  resolved,
  storeQuery,
} from './schemas.ts'
import { findPrinters } from './store.ts'
import { virtualRoutes } from './virtual/routes.ts'

const tag = 'printing'

export function printingRoutes(app: FastifyInstance, runtime: Runtime): void {
  printerRoutes(app, runtime)
  jobRoutes(app, runtime)
  drawerRoutes(app, runtime)
  virtualRoutes(app, runtime)
}

function printerRoutes(app: FastifyInstance, runtime: Runtime): void {
  const reach = runtime.config.deviceHosts
  read(app, runtime, {
    method: 'GET',
    url: '/printers',
    operationId: 'listPrinters',
    tag,
    summary: 'Printers of a store',
    ability: ['read', 'Printer'],
    scopeOf: ({ query }) => query.storeId,
    query: storeQuery,
    response: printers,
    handle: async (ctx, { query }) => ({ items: await findPrinters(ctx, query.storeId) }),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/printers',
    operationId: 'addPrinter',
    tag,
    summary: 'Enter a network printer of a store',
    ability: ['manage', 'Printer'],
    scopeOf: ({ body }) => body.storeId,
    body: newPrinter,
    response: printer,
    status: 201,
    etag: true,
    errors: [NotFound, PrinterAddressRefused, PrinterNameTaken],
    handle: (ctx, { body }) => addPrinter(ctx, body, reach),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/printers/:printerId',
    operationId: 'editPrinter',
    tag,
    summary: 'Edit a printer, give it a duty, or put it away',
    ability: ['manage', 'Printer'],
    params: printerParams,
    body: printerChange,
    response: printer,
    ifMatch: true,
    etag: true,
    errors: [NotFound, VersionStale, PrinterAddressRefused, PrinterNameTaken],
    handle: (ctx, { params, body, ifMatch }) => editPrinter(ctx, { printerId: params.printerId, version: ifMatch, change: body }, reach),
  })
}

function jobRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/print-jobs',
    operationId: 'listPrintJobs',
    tag,
    summary: 'What was sent to printers, newest first, and what became of it',
    ability: ['read', 'Printer'],
    scopeOf: ({ query }) => query.storeId,
    query: jobsQuery,
    response: pageOf(printJob),
    handle: (ctx, { query }) => listJobs(ctx, query),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/print-jobs/:jobId/resolution',
    operationId: 'resolvePrintJob',
    tag,
    summary: 'Say what became of a job that failed or whose paper is in doubt; again makes a new job',
    ability: ['use', 'Printer'],
    params: jobParams,
    body: resolutionBody,
    response: resolved,
    errors: [NotFound, PrintJobSettled, NoPrinter],
    handle: (ctx, { params, body }) => resolveJob(ctx, { jobId: params.jobId, resolution: body.resolution }),
  })
}

function drawerRoutes(app: FastifyInstance, runtime: Runtime): void {
  write(app, runtime, {
    method: 'POST',
    url: '/drawer-openings',
    operationId: 'openDrawer',
    tag,
    summary: 'Open a cash drawer without a sale, and say why',
    ability: ['open', 'Drawer'],
    scopeOf: ({ body }) => body.storeId,
    body: drawerBody,
    response: requested,
    status: 201,
    errors: [NotFound, NoDrawer],
    handle: async (ctx, { body }) => {
      const { id, printerId } = await openDrawer(ctx, { ...body, printerId: body.printerId ?? null })
      return { id, printerId }
    },
  })
  read(app, runtime, {
    method: 'GET',
    url: '/drawer-openings',
    operationId: 'listDrawerOpenings',
    tag,
    summary: 'Every opening of the cash drawers of a store, newest first, with who and why',
    ability: ['read', 'Drawer'],
    scopeOf: ({ query }) => query.storeId,
    query: openingsQuery,
    response: pageOf(drawerOpening),
    handle: (ctx, { query }) => listOpenings(ctx, query),
  })
}
