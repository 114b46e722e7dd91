/**
 * Encryption of personal fields and blind indexes.
 *
 * Keys form an envelope: the master key (file or environment) wraps a brand's data key; the data key wraps each person's key and,
 * through HKDF, yields the key of the blind index. Cipher text is `version(1) ‖ iv(12) ‖ body ‖ tag(16)`, AES-256-GCM, bound by its
 * additional data to brand, table, row and column, so that a value moved to another row does not open.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const VERSION = 1
const IV_BYTES = 12
const TAG_BYTES = 16
const CIPHER = 'aes-256-gcm'
const TAGGED = { authTagLength: TAG_BYTES }

/** Encrypts `plain` under a 32-byte key; `context` must be given again to open it. */
export function seal(key: Buffer, plain: Buffer, context: string): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, key, iv, TAGGED)
  cipher.setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([VERSION]), iv, body, cipher.getAuthTag()])
}

/** Opens what `seal` made. @throws Error when key, context or content do not fit */
export function open(key: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed.length < 1 + IV_BYTES + TAG_BYTES || sealed[0] !== VERSION) throw new Error('not a sealed value')
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(1, 1 + IV_BYTES), TAGGED)
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
  const plain = decipher.update(sealed.subarray(1 + IV_BYTES, sealed.length - TAG_BYTES))
  // Nothing is left to come in this mode; this is where key, context and content are proved.
  decipher.final()
  return plain
}

export function newKey(): Buffer {
  return randomBytes(32)
}

/** The keys of one brand, opened once and kept in memory only. */
export class Keyring {
  readonly #brandId: string
  readonly #wrapKey: Buffer
  readonly #indexKey: Buffer
  readonly #macKey: Buffer

  constructor(brandId: string, dataKey: Buffer) {
    this.#brandId = brandId
    this.#wrapKey = Buffer.from(hkdfSync('sha256', dataKey, '', 'wrap|person|v1', 32))
    this.#indexKey = Buffer.from(hkdfSync('sha256', dataKey, '', 'blind-index|v1', 32))
    this.#macKey = Buffer.from(hkdfSync('sha256', dataKey, '', 'mac|v1', 32))
  }

  /** Opens a brand's keyring from its wrapped data key. */
  static unwrap(masterKey: Buffer, brandId: string, wrapped: Buffer): Keyring {
    return new Keyring(brandId, open(masterKey, wrapped, `brand|${brandId}|data-key`))
  }

  /** Makes the wrapped data key of a new brand. */
  static wrapNew(masterKey: Buffer, brandId: string): Buffer {
    return seal(masterKey, newKey(), `brand|${brandId}|data-key`)
  }

  /** A new key for one row's person, wrapped for storing beside it. */
  newRowKey(table: string, rowId: string): { rowKey: RowKey; wrapped: Buffer } {
    const key = newKey()
    return {
      rowKey: new RowKey(key, `${this.#brandId}|${table}|${rowId}`),
      wrapped: seal(this.#wrapKey, key, `${this.#brandId}|${table}|${rowId}|key`),
    }
  }

  /** The key of one row's person, from its wrapped form. */
  openRowKey(table: string, rowId: string, wrapped: Buffer): RowKey {
    return new RowKey(open(this.#wrapKey, wrapped, `${this.#brandId}|${table}|${rowId}|key`), `${this.#brandId}|${table}|${rowId}`)
  }

  /**
   * A searchable token of a normalised value: the first 64 bits of HMAC-SHA256 as a signed decimal, fit for a bigint column.
   * @param kind what the value is (`phone`, `last4`, `name` …): equal values of different kinds give different tokens
   */
  token(kind: string, value: string): string {
    return createHmac('sha256', this.#indexKey).update(`${kind}|${value}`).digest().readBigInt64BE(0).toString()
  }

  /** Proves that this brand made `value`, for one purpose: what is printed, and comes back from anybody's hand. 32 bytes. */
  mac(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.#macKey).update(`${this.#brandId}|${purpose}|${value}`).digest()
  }
}

/** Encrypts and opens the fields of one row. */
export class RowKey {
  readonly #key: Buffer
  readonly #context: string

  constructor(key: Buffer, context: string) {
    this.#key = key
    this.#context = context
  }

  seal(column: string, plain: string): Buffer {
    return this.sealBytes(column, Buffer.from(plain, 'utf8'))
  }

  open(column: string, sealed: Buffer): string {
    return this.openBytes(column, sealed).toString('utf8')
  }

  sealBytes(column: string, plain: Buffer): Buffer {
    return seal(this.#key, plain, `${this.#context}|${column}`)
  }

  openBytes(column: string, sealed: Buffer): Buffer {
    return open(this.#key, sealed, `${this.#context}|${column}`)
  }
}
