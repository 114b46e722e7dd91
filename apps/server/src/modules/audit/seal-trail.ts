/** Sealing the trail: what is over is digested, chained, signed, and named outside the database. Writing entries costs nothing more for it. */
import { type Brand, system, type WriteCtx } from '../../platform/ctx.ts'
import { type Runtime, readCtx, write } from '../../platform/runtime.ts'
import { appendCheckpoints, readCheckpoints } from './checkpoints.ts'
import { hashOfSeal, NO_HASH, type Seal, SealKey } from './rules.ts'
import { findDue, findLastSeal, findSealsOnly, insertSeal, lockSeals } from './store.ts'

/** The trail does not continue what was sealed before. Sealing on would bury the evidence. */
export class TrailTampered extends Error {}

/**
 * Seals every entry of a brand whose transaction is over, in as many seals as it takes.
 * @returns how many entries were sealed
 * @throws TrailTampered when the file outside the database knows of seals that are not there, or are others
 */
export async function sealBrand(runtime: Runtime, brand: Brand): Promise<number> {
  const key = new SealKey(runtime.config.auditKey)
  await catchUp(runtime, brand, key)
  let entries = 0
  for (;;) {
    const due = await lookAhead(runtime, brand)
    if (due === 0) return entries
    const { result: seal } = await write(runtime, brand, system, (ctx) => sealTrail(ctx, key))
    if (seal === null) return entries
    appendCheckpoints(runtime.config.dataDir, brand, key, [seal])
    entries += seal.seqs.length
  }
}

/** A seal that would say only that the last one was made is not made. */
async function lookAhead(runtime: Runtime, brand: Brand): Promise<number> {
  const ctx = readCtx(runtime, brand, system)
  const last = await findLastSeal(ctx)
  return (await findDue(ctx, last?.untilXid ?? 0)).worthSealing
}

/** Makes the next seal. Null when another server made it meanwhile. */
export async function sealTrail(ctx: WriteCtx, key: SealKey): Promise<Seal | null> {
  await lockSeals(ctx)
  const last = await findLastSeal(ctx)
  const due = await findDue(ctx, last?.untilXid ?? 0)
  const number = (last?.number ?? 0) + 1
  ctx.audit({ action: 'audit.seal', subjectKind: 'AuditSeal', subjectId: null, detail: { number, entries: due.seqs.length } })
  if (due.worthSealing === 0) return null
  const body = {
    number,
    fromXid: last?.untilXid ?? 0,
    untilXid: due.untilXid,
    seqs: due.seqs,
    digests: due.digests,
    previousHash: last?.hash ?? NO_HASH,
    sealedAt: ctx.now,
  }
  const hash = hashOfSeal(ctx.brand.id, body)
  const seal: Seal = { ...body, hash, keyId: key.id, signature: key.sign(hash) }
  await insertSeal(ctx, seal)
  return seal
}

/** Names in the file what was sealed and not written there, as when the machine stopped in between. */
async function catchUp(runtime: Runtime, brand: Brand, key: SealKey): Promise<void> {
  const last = readCheckpoints(runtime.config.dataDir, brand).at(-1)
  const after = last?.number ?? 0
  const [known, ...unnamed] = await findSealsOnly(readCtx(runtime, brand, system), Math.max(0, after - 1))
  if (last === undefined) {
    if (known)
      runtime.log.warn({ brand: brand.slug }, 'no checkpoints of the audit trail in the data folder: written anew from the database')
    return appendCheckpoints(runtime.config.dataDir, brand, key, known ? [known, ...unnamed] : [])
  }
  if (known?.number !== after || known.hash.toString('hex') !== last.hash) {
    throw new TrailTampered(`seal ${after} of ${brand.slug} is missing or another than was sealed: run \`yunbin verify\``)
  }
  appendCheckpoints(runtime.config.dataDir, brand, key, unnamed)
}
