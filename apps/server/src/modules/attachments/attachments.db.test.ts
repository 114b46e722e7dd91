/** Files are sealed in the database, belong to one owner, and are gone when deleted. */
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { useDatabase } from '../../../test/harness.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { prepareFile } from './content.ts'
import { deleteAttachments } from './delete-attachments.ts'
import { listAttachments, readAttachment } from './queries.ts'
import { storeAttachment } from './store-attachment.ts'

const base = useDatabase()

async function stored(owner: { kind: string; id: string }) {
  const bytes = await sharp({ create: { width: 20, height: 10, channels: 3, background: '#3a3' } })
    .png()
    .toBuffer()
  const file = await prepareFile(bytes)
  const { result } = await write(base.runtime, base.brand, system, (ctx) => storeAttachment(ctx, owner, 'evidence', file))
  return { file, info: result }
}

const reading = () => readCtx(base.runtime, base.brand, system)

describe('an attachment', () => {
  it('is kept sealed, found by its owner, and told in the audit trail without its content', async () => {
    const owner = { kind: 'Test', id: newId() }
    const { file, info } = await stored(owner)
    const row = await reading().db.selectFrom('attachment').selectAll().where('id', '=', info.id).executeTakeFirstOrThrow()
    expect([row.owner_kind, row.owner_id, row.kind, row.media_type, row.width, row.height]).toEqual([
      'Test',
      owner.id,
      'evidence',
      'image/jpeg',
      20,
      10,
    ])
    expect(row.content_enc.includes(file.content.subarray(0, 16))).toBe(false)
    expect((await readAttachment(reading(), owner, info.id)).content).toEqual(file.content)
    expect(await listAttachments(reading(), 'Test', [owner.id])).toEqual([{ ownerId: owner.id, ...info }])
    const audit = await reading()
      .db.selectFrom('audit_entry')
      .select(['action', 'subject_kind', 'detail'])
      .where('subject_id', '=', owner.id)
      .execute()
    expect(audit).toEqual([
      {
        action: 'attachment.store',
        subject_kind: 'Test',
        detail: { attachmentId: info.id, kind: 'evidence', bytes: info.bytes, sha256: info.sha256 },
      },
    ])
  })

  it('is not there for another owner, and does not open in another row', async () => {
    const owner = { kind: 'Test', id: newId() }
    const one = await stored(owner)
    const two = await stored(owner)
    await expect(readAttachment(reading(), { kind: 'Test', id: newId() }, one.info.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(readAttachment(reading(), { kind: 'Other', id: owner.id }, one.info.id)).rejects.toMatchObject({ code: 'not_found' })
    const { content_enc } = await reading()
      .db.selectFrom('attachment')
      .select('content_enc')
      .where('id', '=', one.info.id)
      .executeTakeFirstOrThrow()
    await reading().db.updateTable('attachment').set({ content_enc }).where('id', '=', two.info.id).execute()
    await expect(readAttachment(reading(), owner, two.info.id)).rejects.toThrow()
  })

  it('is gone once deleted, alone or with all of its owner', async () => {
    const owner = { kind: 'Test', id: newId() }
    const one = await stored(owner)
    await stored(owner)
    const remove = (which: readonly string[] | 'all') =>
      write(base.runtime, base.brand, system, (ctx) => deleteAttachments(ctx, owner, which)).then((o) => o.result)
    expect(await remove([one.info.id, newId()])).toBe(1)
    expect(await listAttachments(reading(), 'Test', [owner.id])).toHaveLength(1)
    expect(await remove('all')).toBe(1)
    expect(await listAttachments(reading(), 'Test', [owner.id])).toEqual([])
  })
})
