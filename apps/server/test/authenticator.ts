/**
 * A security key in software: makes P-256 keys, answers WebAuthn questions byte by byte as the specification says (attestation "none"),
 * and can be told to misbehave.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

interface Key {
  credentialId: Buffer
  privateKey: KeyObject
  userHandle: Buffer
  rpId: string
}

/** What a test may have it do wrong. */
export interface Misbehaviour {
  origin?: string
  rpId?: string
  isUserVerified?: boolean
  counter?: number
  signWith?: KeyObject
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest()
const b64 = (data: Buffer) => data.toString('base64url')

/** CBOR of what a key needs to say: small integers, byte strings, texts and maps (RFC 8949). */
function cbor(value: number | Buffer | string | Map<number | string, unknown>): Buffer {
  const head = (major: number, length: number): Buffer => {
    if (length < 24) return Buffer.from([(major << 5) | length])
    if (length < 256) return Buffer.from([(major << 5) | 24, length])
    return Buffer.from([(major << 5) | 25, length >> 8, length & 255])
  }
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  const entries = [...value].flatMap(([k, v]) => [cbor(k), cbor(v as Parameters<typeof cbor>[0])])
  return Buffer.concat([head(5, value.size), ...entries])
}

export class SoftwareAuthenticator {
  readonly #keys: Key[] = []
  readonly #origin: string
  #counter = 0

  constructor(origin: string) {
    this.#origin = origin
  }

  /** The key made last. */
  get newest(): Key {
    const key = this.#keys.at(-1)
    if (!key) throw new Error('this authenticator holds no key')
    return key
  }

  /** Makes a key, as `navigator.credentials.create` would. */
  register(options: { challenge: string; rp: { id: string }; user: { id: string } }, wrong: Misbehaviour = {}) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = { credentialId: randomBytes(32), privateKey, userHandle: Buffer.from(options.user.id, 'base64url'), rpId: options.rp.id }
    this.#keys.push(key)
    const { x, y } = publicKey.export({ format: 'jwk' })
    const cose = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x ?? '', 'base64url')],
        [-3, Buffer.from(y ?? '', 'base64url')],
      ]),
    )
    const length = Buffer.from([0, key.credentialId.length])
    const attested = Buffer.concat([Buffer.alloc(16), length, key.credentialId, cose])
    const authData = Buffer.concat([this.#authData(key.rpId, 0x40, wrong), attested])
    const attestation = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    )
    return {
      id: b64(key.credentialId),
      rawId: b64(key.credentialId),
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options.challenge, wrong),
        attestationObject: b64(attestation),
        transports: ['internal'],
      },
    }
  }

  /** Answers with a key of that host, as `navigator.credentials.get` would. */
  answer(options: { challenge: string; rpId: string }, wrong: Misbehaviour = {}) {
    const key = this.#keys.findLast((k) => k.rpId === (wrong.rpId ?? options.rpId)) ?? this.newest
    const authData = this.#authData(wrong.rpId ?? options.rpId, 0, wrong)
    const clientDataJSON = this.#clientData('webauthn.get', options.challenge, wrong)
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, 'base64url'))])
    return {
      id: b64(key.credentialId),
      rawId: b64(key.credentialId),
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON,
        authenticatorData: b64(authData),
        signature: b64(sign('sha256', signed, wrong.signWith ?? key.privateKey)),
        userHandle: b64(key.userHandle),
      },
    }
  }

  /** Present (1), verified (4), with attested data (0x40); the count goes up with every answer. */
  #authData(rpId: string, flags: number, wrong: Misbehaviour): Buffer {
    this.#counter += 1
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(wrong.counter ?? this.#counter)
    return Buffer.concat([sha256(rpId), Buffer.from([flags | 1 | (wrong.isUserVerified === false ? 0 : 4)]), counter])
  }

  #clientData(type: string, challenge: string, wrong: Misbehaviour): string {
    return b64(Buffer.from(JSON.stringify({ type, challenge, origin: wrong.origin ?? this.#origin, crossOrigin: false })))
  }
}
