import { DocumentUnknown, requestPrint } from '../../modules/printing/index.ts'
import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { DOCUMENTS } from './documents.ts'

/** Prints a document on a printer of its store. @throws DocumentUnknown, NotFound, Forbidden, NoPrinter */
export async function printDocument(
  ctx: WriteCtx,
  input: { storeId: string; printerId: string | null; source: { kind: string; id: string } },
): Promise<{ id: string; printerId: string }> {
  const { storeId, printerId, source } = input
  const drawable = Object.hasOwn(DOCUMENTS, source.kind) ? DOCUMENTS[source.kind] : undefined
  if (!drawable) throw new DocumentUnknown({ kind: source.kind })
  authorize(ctx, 'use', 'Printer', storeId)
  if ((await drawable.storeOf(ctx, source.id)) !== storeId) throw new NotFound()
  const { id, printerId: chosen } = await requestPrint(ctx, { storeId, printerId, source, duty: drawable.duty })
  return { id, printerId: chosen }
}
