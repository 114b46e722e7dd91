import type { WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { NoDrawer } from './errors.ts'
import { wake } from './request-print.ts'
import type { DrawerReason } from './rules.ts'
import { insertJob, type QueuedJob } from './store.ts'

/** Opens a cash drawer without a sale: somebody says why, and it is kept. @throws NoDrawer */
export async function openDrawer(
  ctx: WriteCtx,
  input: { storeId: string; printerId: string | null; reason: DrawerReason; note: string },
): Promise<QueuedJob> {
  const { storeId, printerId, reason, note } = input
  const job = await insertJob(ctx, {
    storeId,
    printerId,
    source: { kind: 'drawer', id: newId() },
    hasPaper: false,
    opening: { reason, note, sourceId: null },
    againOfId: null,
    duty: 'receipts',
  })
  if (!job) throw new NoDrawer()
  wake(ctx, job.printerId)
  ctx.audit({ action: 'drawer.open', subjectKind: 'PrintJob', subjectId: job.id, storeId, detail: { reason } })
  return job
}
