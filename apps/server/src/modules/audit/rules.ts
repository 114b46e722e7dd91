/** What a seal is: pure, no database, no files. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** A digest of an entry is the first bytes of SHA-256 over what the entry says. */
export const DIGEST_BYTES = 16

/** Over all entries of the transactions [fromXid, untilXid). */
export interface SealBody {
  number: number
  fromXid: number
  untilXid: number
  /** Numbers of the entries, ascending, and their digests in the same order. */
  seqs: readonly number[]
  digests: Buffer
  previousHash: Buffer
  sealedAt: Temporal.Instant
}

export interface Seal extends SealBody {
  hash: Buffer
  keyId: string
  signature: Buffer
}

/** What the first seal names as the one before. */
export const NO_HASH = Buffer.alloc(32)

/** SHA-256 over everything a seal says, its brand and the seal before. */
export function hashOfSeal(brandId: string, seal: SealBody): Buffer {
  const said = [
    'yunbin audit seal 1',
    brandId,
    seal.number,
    seal.fromXid,
    seal.untilXid,
    seal.seqs,
    seal.digests.toString('hex'),
    seal.previousHash.toString('hex'),
    seal.sealedAt.epochMilliseconds,
  ]
  return createHash('sha256').update(JSON.stringify(said)).digest()
}

/** PKCS #8 around an Ed25519 seed (RFC 8410). */
const PKCS8_OF_SEED = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key that signs: its seed is kept outside the database. */
export class SealKey {
  readonly #privateKey: KeyObject
  /** SubjectPublicKeyInfo in base64, for whoever checks seals without us. */
  readonly publicKey: string
  readonly id: string

  constructor(seed: Buffer) {
    this.#privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_OF_SEED, seed]), format: 'der', type: 'pkcs8' })
    this.publicKey = createPublicKey(this.#privateKey).export({ format: 'der', type: 'spki' }).toString('base64')
    this.id = keyIdOf(this.publicKey)
  }

  sign(hash: Buffer): Buffer {
    return sign(null, hash, this.#privateKey)
  }
}

/** The name of a public key: the beginning of its digest. */
export function keyIdOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 16)
}

/** Whether that key signed this hash. */
export function isSigned(publicKey: string, hash: Buffer, signature: Buffer): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
  return verify(null, hash, key, signature)
}

export interface Digested {
  seqs: readonly number[]
  digests: Buffer
}

/** Which entries differ between what was sealed and what is there now. */
export function differences(sealed: Digested, found: Digested): { changed: number[]; missing: number[]; added: number[] } {
  const before = digestsBySeq(sealed)
  const now = digestsBySeq(found)
  const changed = sealed.seqs.filter((seq) => now.has(seq) && now.get(seq) !== before.get(seq))
  const missing = sealed.seqs.filter((seq) => !now.has(seq))
  const added = found.seqs.filter((seq) => !before.has(seq))
  return { changed, missing, added }
}

function digestsBySeq({ seqs, digests }: Digested): Map<number, string> {
  return new Map(seqs.map((seq, i) => [seq, digests.toString('hex', i * DIGEST_BYTES, (i + 1) * DIGEST_BYTES)]))
}
