import { sql } from 'kysely'
import { authorize, inScope, type ReadCtx, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { MemberMerged, MergeBuiltUpon, MergeOver, MergeUnfit, StoreUnfit } from './errors.ts'
import { memberForChange, type RowForChange, renewTokens } from './member-for-change.ts'
import { type Choices, combine, type PlainRecord, takenBack } from './merge-rules.ts'
import * as store from './merge-store.ts'
import { keyOfPerson, openPerson, phoneHash, type SealedPerson, sealPerson } from './person.ts'
import { updateMemberRow } from './store.ts'

/** How long a merge can be taken back. */
export const UNDO_DAYS = 30

export interface MergeInput {
  survivorId: string
  mergedId: string
  survivorVersion: number
  mergedVersion: number
  choices: Choices
}

/** A row as the fields that a merge may change. */
function plainOf(ctx: ReadCtx, row: RecordRow): PlainRecord {
  const { name, phone, birthday, preferences, allergies, notes, fields } = openPerson(ctx.brand, row)
  return {
    ...{ name: name ?? '', phone, birthday, preferences, allergies, notes, fields },
    ...{ sex: row.sex, source: row.source, levelId: row.level_id, homeStoreId: row.home_store_id, adviserId: row.adviser_id },
  }
}

type RecordRow = SealedPerson & Pick<RowForChange, 'id' | 'person_key' | 'sex' | 'source' | 'level_id' | 'home_store_id' | 'adviser_id'>

/** A record as it stands, for comparing; null when there is none or it was erased. */
export async function readRecord(ctx: ReadCtx, memberId: string): Promise<PlainRecord | null> {
  const row = await ctx.db.selectFrom('member').selectAll().where('id', '=', memberId).executeTakeFirst()
  return row && row.person_key !== null ? plainOf(ctx, row as unknown as RecordRow) : null
}

/** Both rows, locked in the order of their ids. @throws NotFound when one is erased, MemberMerged */
async function lockBoth(ctx: WriteCtx, ids: readonly [string, string]): Promise<Map<string, RowForChange>> {
  const rows = new Map<string, RowForChange>()
  for (const id of ids.toSorted()) {
    const row = await memberForChange(ctx, id)
    if (!row || row.person_key === null) throw new NotFound()
    rows.set(id, row)
  }
  return rows
}

/**
 * Merges a record into another of the same person: the survivor takes the chosen values and the tags, the other points to it and is found
 * no more by itself. Nothing it owns is touched. Can be taken back for UNDO_DAYS.
 * @param input.context what the caller needs to take its own part back
 * @returns the id of the merge
 * @throws NotFound, MergeUnfit, MemberMerged, VersionStale, StoreUnfit; Forbidden when the level changes without the right to
 */
export async function mergeRecord(ctx: WriteCtx, input: MergeInput & { context: unknown }): Promise<string> {
  const { survivorId, mergedId } = input
  if (survivorId === mergedId) throw new MergeUnfit({ reason: 'same' })
  const rows = await lockBoth(ctx, [survivorId, mergedId])
  const [survivor, merged] = [rows.get(survivorId), rows.get(mergedId)]
  if (!survivor || !merged) throw new NotFound()
  for (const row of [survivor, merged]) if (row.merged_into_id !== null) throw new MemberMerged({ memberId: row.merged_into_id })
  if (survivor.version !== input.survivorVersion || merged.version !== input.mergedVersion) throw new VersionStale()
  const before = plainOf(ctx, survivor)
  const after = combine(before, plainOf(ctx, merged), input.choices)
  if (after.levelId !== before.levelId) authorize(ctx, 'manage', 'Level')
  if (after.homeStoreId !== before.homeStoreId && !inScope(ctx.actor, after.homeStoreId))
    throw new StoreUnfit({ storeId: after.homeStoreId })
  const id = newId()
  const repointed = await store.pointTo(ctx, mergedId, survivorId)
  const addedTagIds = await store.addTags(ctx, survivorId, mergedId)
  await write(ctx, survivor, after)
  await store.insertMerge(ctx, {
    ...{ id, survivorId, mergedId, choices: input.choices, repointed, addedTagIds, context: input.context },
    sealed: sealedOf(ctx, survivor, id, { before, after }),
  })
  ctx.audit({
    action: 'member.merge',
    subjectKind: 'Member',
    subjectId: survivorId,
    detail: { mergeId: id, mergedId, choices: input.choices },
  })
  return id
}

interface Snapshot {
  before: PlainRecord
  after: PlainRecord
}

function sealedOf(ctx: WriteCtx, row: RowForChange, mergeId: string, snapshot: Snapshot): string {
  const key = keyOfPerson(ctx.brand, row)
  if (key === null) throw new NotFound()
  return key.seal(`merge|${mergeId}`, JSON.stringify(snapshot)).toString('hex')
}

/** Writes a record's values, and renews what it is found by. */
async function write(ctx: WriteCtx, row: RowForChange, record: PlainRecord): Promise<void> {
  if (row.person_key === null) throw new NotFound()
  const isWritten = await updateMemberRow(ctx, row.id, row.version, {
    ...sealPerson(ctx.brand, row.id, row.person_key, record),
    sex: record.sex,
    source: record.source,
    home_store_id: record.homeStoreId,
    level_id: record.levelId,
    adviser_id: record.adviserId,
    phone_hash: phoneHash(ctx.brand, record.phone),
    is_active: row.is_active,
  })
  if (!isWritten) throw new VersionStale()
  const now = await memberForChange(ctx, row.id)
  if (now) await renewTokens(ctx, now)
}

/**
 * Takes a merge back: the other record stands for itself again, and the survivor is what it was, but for what was changed since.
 * @returns what the caller of the merge kept, to take its own part back
 * @throws NotFound, MergeOver, MergeBuiltUpon
 */
export async function unmergeRecord(
  ctx: WriteCtx,
  mergeId: string,
): Promise<{ survivorId: string; mergedId: string; context: Record<string, unknown> }> {
  const merge = await store.lockMerge(ctx, mergeId)
  if (!merge) throw new NotFound()
  const { survivorId, mergedId } = merge
  const isOver = Temporal.Instant.compare(merge.mergedAt.add({ hours: 24 * UNDO_DAYS }), ctx.now) < 0
  if (merge.isUndone || isOver) throw new MergeOver({ days: UNDO_DAYS })
  const rows = await lockBoth(ctx, [survivorId, mergedId])
  const [survivor, merged] = [rows.get(survivorId), rows.get(mergedId)]
  if (!survivor || !merged) throw new NotFound()
  if (survivor.merged_into_id !== null || merged.merged_into_id !== survivorId) throw new MergeBuiltUpon()
  const key = keyOfPerson(ctx.brand, survivor)
  if (key === null) throw new NotFound()
  const { before, after } = JSON.parse(key.open(`merge|${mergeId}`, Buffer.from(merge.sealed, 'hex'))) as Snapshot
  await store.pointBack(ctx, mergedId, merge.repointed)
  await store.removeTags(ctx, survivorId, merge.addedTagIds)
  await write(ctx, survivor, takenBack(before, after, plainOf(ctx, survivor)))
  const again = await memberForChange(ctx, mergedId)
  if (again) await renewTokens(ctx, again)
  await store.markUndone(ctx, mergeId)
  ctx.audit({ action: 'member.unmerge', subjectKind: 'Member', subjectId: survivorId, detail: { mergeId, mergedId } })
  return { survivorId, mergedId, context: merge.context }
}

/** Says that two records that look alike are two people. @throws NotFound, MergeUnfit */
export async function tellApart(ctx: WriteCtx, oneId: string, otherId: string): Promise<Record<string, never>> {
  if (oneId === otherId) throw new MergeUnfit({ reason: 'same' })
  const [firstId = '', secondId = ''] = [oneId, otherId].sort()
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from member where id in (${firstId}::uuid, ${secondId}::uuid)`.execute(ctx.db)
  if (rows[0]?.n !== 2) throw new NotFound()
  await store.insertDistinct(ctx, firstId, secondId)
  ctx.audit({ action: 'member.tell_apart', subjectKind: 'Member', subjectId: firstId, detail: { secondId } })
  return {}
}
