/** What a demonstration shows instead of paper. Elsewhere there are no virtual printers, and these routes answer so. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { authorize } from '../../../platform/ctx.ts'
import { NotFound } from '../../../platform/errors.ts'
import { read, write } from '../../../platform/route.ts'
import type { Runtime } from '../../../platform/runtime.ts'
import { printerParams, storeQuery } from '../schemas.ts'
import { findPrinter } from '../store.ts'
import { textOf } from './paper.ts'
import { svgOf } from './picture.ts'
import { type Standing, standingIn } from './registry.ts'
import { FAULTS, type Fault } from './server.ts'

const virtualPrinter = z
  .object({
    printerId: z.string(),
    fault: z.enum(FAULTS),
    drawerOpenings: z.number().int(),
    papers: z.array(z.object({ number: z.number().int(), text: z.array(z.string()), svg: z.string() })),
  })
  .meta({ id: 'VirtualPrinter' })

const faultBody = z.strictObject({ fault: z.enum(FAULTS) })
/** In the middle of any receipt. */
const DIES_AFTER = 600
const SHOWN = 12

export function virtualRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/virtual-printers',
    operationId: 'listVirtualPrinters',
    tag: 'printing',
    summary: 'Demonstrations only: what came out of the virtual printers of a store',
    ability: ['read', 'Printer'],
    scopeOf: ({ query }) => query.storeId,
    query: storeQuery,
    response: z.object({ items: z.array(virtualPrinter) }),
    handle: async (_, { query }) => ({ items: standingIn(runtime, query.storeId).map(toWire) }),
  })
  write(app, runtime, {
    method: 'PUT',
    url: '/virtual-printers/:printerId/fault',
    operationId: 'setVirtualPrinterFault',
    tag: 'printing',
    summary: 'Demonstrations only: let a virtual printer fail in some way',
    ability: ['use', 'Printer'],
    params: printerParams,
    body: faultBody,
    response: virtualPrinter,
    errors: [NotFound],
    handle: async (ctx, { params, body }) => {
      const printer = await findPrinter(ctx, params.printerId)
      if (!printer) throw new NotFound()
      authorize(ctx, 'use', 'Printer', printer.storeId)
      const found = standingIn(runtime, printer.storeId).find((s) => s.printerId === printer.id)
      if (!found) throw new NotFound()
      const fault: Fault = body.fault === 'die' ? { kind: 'die', afterBytes: DIES_AFTER } : { kind: body.fault }
      await found.printer.misbehave(fault)
      ctx.audit({
        action: 'virtual_printer.fault',
        subjectKind: 'Printer',
        subjectId: printer.id,
        storeId: printer.storeId,
        detail: { fault: body.fault },
      })
      return toWire(found)
    },
  })
}

function toWire({ printerId, printer }: Standing) {
  const papers = printer.printed.slice(-SHOWN).reverse()
  return {
    printerId,
    fault: printer.fault.kind,
    drawerOpenings: printer.pulses,
    papers: papers.map(({ number, paper }) => ({ number, text: textOf(paper), svg: svgOf(paper) })),
  }
}
