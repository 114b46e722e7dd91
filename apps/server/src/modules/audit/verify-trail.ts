/** Proves that the trail is the one that was sealed, and says which entry or seal is not. */
import type { ReadCtx } from '../../platform/ctx.ts'
import type { Checkpoint } from './checkpoints.ts'
import { differences, hashOfSeal, isSigned, keyIdOf, NO_HASH, type Seal, type SealKey } from './rules.ts'
import { findSeals } from './store.ts'

export interface TrailFinding {
  check: string
  /** Number of the entry or the seal. */
  id: string
  detail: Record<string, unknown>
}

const BATCH = 20

/**
 * Reads every seal and every sealed entry once.
 * @param checkpoints what the file outside the database says; its keys are trusted beside our own, as keys may have been changed
 */
export async function verifyTrail(
  ctx: ReadCtx,
  outside: { key: SealKey; checkpoints: readonly Checkpoint[] },
): Promise<{ seals: number; entries: number; findings: TrailFinding[] }> {
  const keys = new Map([outside.key.publicKey, ...outside.checkpoints.map((c) => c.publicKey)].map((k) => [keyIdOf(k), k]))
  const findings: TrailFinding[] = []
  const hashes = new Map<number, string>()
  let before: Pick<Seal, 'number' | 'untilXid' | 'hash'> = { number: 0, untilXid: 0, hash: NO_HASH }
  let entries = 0
  for (;;) {
    const seals = await findSeals(ctx, { after: before.number, limit: BATCH })
    for (const seal of seals) {
      findings.push(...checkSeal(ctx.brand.id, seal, before, keys))
      if (seal.brokenEntries) findings.push(...checkEntries(seal))
      hashes.set(seal.number, seal.hash.toString('hex'))
      entries += seal.seqs.length
      before = seal
    }
    if (seals.length < BATCH) break
  }
  findings.push(...checkOutside(hashes, outside.checkpoints))
  return { seals: hashes.size, entries, findings }
}

/** The seal itself: unchanged since it was made, made by us, and the next after the one before. */
function checkSeal(
  brandId: string,
  seal: Seal,
  before: Pick<Seal, 'number' | 'untilXid' | 'hash'>,
  keys: ReadonlyMap<string, string>,
): TrailFinding[] {
  const said = (check: string, detail: Record<string, unknown> = {}) => ({ check, id: String(seal.number), detail })
  const findings: TrailFinding[] = []
  const publicKey = keys.get(seal.keyId)
  if (!hashOfSeal(brandId, seal).equals(seal.hash)) findings.push(said('audit_seal_changed'))
  if (publicKey === undefined) findings.push(said('audit_seal_key_unknown', { keyId: seal.keyId }))
  else if (!isSigned(publicKey, seal.hash, seal.signature)) findings.push(said('audit_seal_forged', { keyId: seal.keyId }))
  const follows = seal.number === before.number + 1 && seal.fromXid === before.untilXid && seal.previousHash.equals(before.hash)
  if (!follows) findings.push(said('audit_chain_broken', { after: before.number }))
  return findings
}

function checkEntries(seal: Awaited<ReturnType<typeof findSeals>>[number]): TrailFinding[] {
  const { changed, missing, added } = differences(seal, seal.found)
  const said = (check: string) => (seq: number) => ({ check, id: String(seq), detail: { seal: seal.number } })
  return [...changed.map(said('audit_entry_changed')), ...missing.map(said('audit_entry_missing')), ...added.map(said('audit_entry_added'))]
}

/** The file outside knows every seal there was. It may lack the newest, when the machine stopped before it was written there. */
function checkOutside(hashes: ReadonlyMap<number, string>, checkpoints: readonly Checkpoint[]): TrailFinding[] {
  const findings = new Map<number, TrailFinding>()
  for (const { number, hash, entries } of checkpoints) {
    const present = hashes.get(number)
    if (present === undefined) findings.set(number, { check: 'audit_seal_missing', id: String(number), detail: { entries } })
    else if (present !== hash) findings.set(number, { check: 'audit_seal_replaced', id: String(number), detail: { entries } })
  }
  const last = Math.max(0, ...hashes.keys())
  const named = Math.max(0, ...checkpoints.map((c) => c.number))
  const behind = last - named > 1 ? [{ check: 'audit_checkpoints_missing', id: String(named + 1), detail: { last } }] : []
  return [...findings.values(), ...behind]
}
