/** Everything the environment may say, read once. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const environment = z.object({
  /** Where the server listens. 127.0.0.1 unless told: other tills need HOST=0.0.0.0 behind a firewall or TLS. */
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  YUNBIN_DATA: z.string().min(1).default('./data'),
  DATABASE_URL: z.string().min(1).optional(),
  YUNBIN_MASTER_KEY: z.string().optional(),
  /** Seed of the key that seals the audit trail, 32 bytes in base64; else `audit.key` in the data folder. */
  YUNBIN_AUDIT_KEY: z.string().optional(),
  YUNBIN_DEV: z.enum(['0', '1']).default('0'),
  YUNBIN_SECURE_COOKIES: z.enum(['0', '1']).default('0'),
  /** Where devices of a shop may stand: `private` (this machine and its own network) or `any`. */
  YUNBIN_DEVICE_HOSTS: z.enum(['private', 'any']).default('private'),
  /** `https://shop.example.com`: the only address passkeys are made for; else the address each browser uses. */
  YUNBIN_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  YUNBIN_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})

export interface Config {
  host: string
  port: number
  dataDir: string
  databaseUrl: string | null
  masterKey: Buffer
  /** Seed of the Ed25519 key that signs seals of the audit trail; it never enters the database. */
  auditKey: Buffer
  isDev: boolean
  secureCookies: boolean
  deviceHosts: 'private' | 'any'
  publicOrigin: string | null
  logLevel: string
}

/** Reads the environment. @throws Error in plain words when a variable does not fit */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const first = parsed.error.issues[0]
    throw new Error(`environment variable ${first?.path.join('.')}: ${first?.message}`)
  }
  const e = parsed.data
  const dataDir = path.resolve(e.YUNBIN_DATA)
  mkdirSync(dataDir, { recursive: true })
  return {
    host: e.HOST,
    port: e.PORT,
    dataDir,
    databaseUrl: e.DATABASE_URL ?? null,
    masterKey: readKey('master', dataDir, e.YUNBIN_MASTER_KEY),
    auditKey: readKey('audit', dataDir, e.YUNBIN_AUDIT_KEY),
    isDev: e.YUNBIN_DEV === '1',
    secureCookies: e.YUNBIN_SECURE_COOKIES === '1',
    deviceHosts: e.YUNBIN_DEVICE_HOSTS,
    publicOrigin: e.YUNBIN_ORIGIN === undefined ? null : new URL(e.YUNBIN_ORIGIN).origin,
    logLevel: e.YUNBIN_LOG,
  }
}

/** A key: from the environment, else from `<name>.key` in the data folder, made on first use and readable by its owner only. */
function readKey(name: 'master' | 'audit', dataDir: string, fromEnvironment: string | undefined): Buffer {
  const text = fromEnvironment ?? readSecret(path.join(dataDir, `${name}.key`))
  const key = Buffer.from(text, 'base64')
  if (key.length !== 32) throw new Error(`the ${name} key is 32 bytes in base64`)
  return key
}

/** A random secret kept in a file with mode 0600, made on first use. */
export function readSecret(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const secret = randomBytes(32).toString('base64')
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' })
  return secret
}
