import { authorize, type ReadCtx, type WriteCtx } from '../../platform/ctx.ts'
import { type AttachmentInfo, type PreparedFile, readAttachment, storeAttachment } from '../attachments/index.ts'
import { OWNER } from './queries.ts'
import { findRequest } from './store.ts'

/** Keeps a file that shows why the money was asked back, also after it was paid. @throws NotFound, Forbidden */
export async function addEvidence(ctx: WriteCtx, requestId: string, file: PreparedFile): Promise<AttachmentInfo> {
  const { storeId } = await findRequest(ctx, requestId)
  authorize(ctx, 'request', 'PrepaidRefund', storeId)
  return storeAttachment(ctx, { kind: OWNER, id: requestId }, 'evidence', file)
}

/** One piece of evidence, opened. @throws NotFound, Forbidden */
export async function readEvidence(ctx: ReadCtx, requestId: string, attachmentId: string) {
  const { storeId } = await findRequest(ctx, requestId)
  authorize(ctx, 'read', 'PrepaidRefund', storeId)
  return readAttachment(ctx, { kind: OWNER, id: requestId }, attachmentId)
}
