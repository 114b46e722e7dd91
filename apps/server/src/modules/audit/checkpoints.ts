/**
 * A file outside the database that every seal is also written into, one line of JSON each: what was cut off the end of the trail is still
 * named here. To be of use against whoever owns both, copy it elsewhere now and then.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { Brand } from '../../platform/ctx.ts'
import type { Seal, SealKey } from './rules.ts'

export interface Checkpoint {
  number: number
  entries: number
  untilXid: number
  hash: string
  signature: string
  publicKey: string
  sealedAt: string
}

export function checkpointFile(dataDir: string, brand: Brand): string {
  return path.join(dataDir, 'audit', `${brand.slug}.jsonl`)
}

/** What the file holds of this brand, oldest first; lines that cannot be read are left out, as a machine may have stopped in the middle of one. */
export function readCheckpoints(dataDir: string, brand: Brand): Checkpoint[] {
  const file = checkpointFile(dataDir, brand)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        const { brandId, ...checkpoint } = JSON.parse(line) as Checkpoint & { brandId: string }
        return brandId === brand.id ? [checkpoint] : []
      } catch {
        return []
      }
    })
}

/** Appends seals and waits until the disk has them. */
export function appendCheckpoints(dataDir: string, brand: Brand, key: SealKey, seals: readonly Seal[]): void {
  if (seals.length === 0) return
  const file = checkpointFile(dataDir, brand)
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const lines = seals.map((seal) => {
    const said: Checkpoint & { brandId: string } = {
      brandId: brand.id,
      number: seal.number,
      entries: seal.seqs.length,
      untilXid: seal.untilXid,
      hash: seal.hash.toString('hex'),
      signature: seal.signature.toString('hex'),
      publicKey: key.publicKey,
      sealedAt: seal.sealedAt.toString(),
    }
    return `${JSON.stringify(said)}\n`
  })
  const handle = openSync(file, 'a', 0o600)
  try {
    writeSync(handle, lines.join(''))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
