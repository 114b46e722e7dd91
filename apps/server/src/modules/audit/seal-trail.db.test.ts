import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { useDatabase } from '../../../test/harness.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { checkpointFile, readCheckpoints } from './checkpoints.ts'
import { hashOfSeal, SealKey } from './rules.ts'
import { sealBrand, TrailTampered } from './seal-trail.ts'
import { findSealsOnly } from './store.ts'
import { verifyTrail } from './verify-trail.ts'

const base = useDatabase()
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Each test begins with an empty trail and a data folder of its own. */
beforeEach(async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'yunbin-audit-'))
  folders.push(dataDir)
  base.runtime.config = { ...base.runtime.config, dataDir }
  await asOwner('delete from audit_seal; delete from audit_entry')
})

/** What only somebody with the database in their hands can do. */
async function asOwner<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: base.ownerUrl })
  await client.connect()
  try {
    await client.query(`set search_path to ${base.brand.schema}`)
    return (await client.query<T>(text, values)).rows
  } finally {
    await client.end()
  }
}

const act = async (action = 'ticket.complete', detail: Record<string, unknown> = { totalFen: 12_800 }) =>
  write(base.runtime, base.brand, system, async (ctx) => ctx.audit({ action, subjectKind: 'Ticket', subjectId: newId(), detail }))

const unsealed = async () => {
  const [row] = await asOwner<{ count: string }>(
    `select count(*) from audit_entry where action <> 'audit.seal' and xid >= coalesce((select max(until_xid) from audit_seal), 0)`,
  )
  return Number(row?.count)
}

/** Seals until everything written so far is covered: other tests' transactions on the same cluster hold the horizon back for a while. */
async function sealAll(): Promise<void> {
  for (;;) {
    await sealBrand(base.runtime, base.brand)
    if ((await unsealed()) === 0) return
    await setImmediate()
  }
}

const verify = async () => {
  const key = new SealKey(base.runtime.config.auditKey)
  const checkpoints = readCheckpoints(base.runtime.config.dataDir, base.brand)
  return verifyTrail(readCtx(base.runtime, base.brand, system), { key, checkpoints })
}
const found = async () => (await verify()).findings.map((f) => `${f.check} ${f.id}`)
const seqs = async () =>
  (await asOwner<{ seq: string }>(`select seq from audit_entry where action <> 'audit.seal' order by seq`)).map((r) => Number(r.seq))
const sealNumbers = async () => (await findSealsOnly(readCtx(base.runtime, base.brand, system), 0)).map((s) => s.number)

/** Three seals over two entries each. */
async function sealedTrail(): Promise<number[]> {
  for (let i = 0; i < 3; i += 1) {
    await act()
    await act('refund.create', { refundFen: 100 + i })
    await sealAll()
  }
  return seqs()
}

describe('sealing', () => {
  it('covers every entry once, in a chain, signed, and named in a file only its owner reads', async () => {
    const written = await sealedTrail()
    const seals = await findSealsOnly(readCtx(base.runtime, base.brand, system), 0)
    const covered = seals.flatMap((seal) => seal.seqs)
    expect(new Set(covered).size).toBe(covered.length)
    expect(covered).toEqual(expect.arrayContaining(written))
    for (const [i, seal] of seals.entries()) {
      expect(seal.fromXid).toBe(seals[i - 1]?.untilXid ?? 0)
      if (i > 0) expect(seal.previousHash).toEqual(seals[i - 1]?.hash)
    }
    expect(await verify()).toMatchObject({ seals: seals.length, entries: covered.length, findings: [] })
    const file = checkpointFile(base.runtime.config.dataDir, base.brand)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readCheckpoints(base.runtime.config.dataDir, base.brand).map((c) => c.hash)).toEqual(seals.map((s) => s.hash.toString('hex')))
  })

  it('makes no seal that would say only that a seal was made', async () => {
    await sealedTrail()
    const before = await sealNumbers()
    expect(await sealBrand(base.runtime, base.brand)).toBe(0)
    expect(await sealNumbers()).toEqual(before)
  })

  it('waits for a transaction that is still running, and loses nothing when it commits late', async () => {
    const slow = new pg.Client({ connectionString: base.ownerUrl })
    await slow.connect()
    await slow.query(`set search_path to ${base.brand.schema}; begin`)
    const insert = `insert into audit_entry (at, action, subject_kind, detail) values (now(), $1, 'Ticket', '{}') returning seq`
    const early = Number((await slow.query(insert, ['ticket.hold'])).rows[0].seq)
    await act()
    await act()
    await sealBrand(base.runtime, base.brand)
    const isSealed = async (seq: number) =>
      (await findSealsOnly(readCtx(base.runtime, base.brand, system), 0)).some((s) => s.seqs.includes(seq))
    expect(await isSealed(early)).toBe(false)
    const [, second = 0] = await seqs()
    expect(await isSealed(second)).toBe(false)
    await slow.query('commit')
    await slow.end()
    await sealAll()
    expect(await isSealed(early)).toBe(true)
    expect(await isSealed(second)).toBe(true)
    expect((await verify()).findings).toEqual([])
  })

  it('by several at once still makes one chain', async () => {
    for (let i = 0; i < 5; i += 1) await act()
    await Promise.allSettled(Array.from({ length: 4 }, () => sealBrand(base.runtime, base.brand)))
    await sealAll()
    const numbers = await sealNumbers()
    expect(numbers).toEqual(numbers.map((_, i) => i + 1))
    expect((await verify()).findings).toEqual([])
  })

  it('names in the file what an interrupted run left out of it', async () => {
    await sealedTrail()
    const file = checkpointFile(base.runtime.config.dataDir, base.brand)
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    writeFileSync(file, `${lines.slice(0, -1).join('\n')}\n`)
    appendFileSync(file, '{"number":')
    expect((await verify()).findings).toEqual([])
    appendFileSync(file, '\n')
    await sealBrand(base.runtime, base.brand)
    expect(readCheckpoints(base.runtime.config.dataDir, base.brand)).toHaveLength(lines.length)
  })

  it('is not something the brand’s own role can take back', async () => {
    await sealedTrail()
    const db = base.runtime.brands.dbOf(base.brand)
    await expect(db.deleteFrom('audit_seal').execute()).rejects.toThrow(/permission denied/)
    await expect(db.updateTable('audit_seal').set({ number: 9 }).execute()).rejects.toThrow(/permission denied/)
    await expect(db.updateTable('audit_entry').set({ action: 'x' }).execute()).rejects.toThrow(/permission denied/)
  })
})

describe('tampering is found, and named', () => {
  it.each([
    ['an amount', `update audit_entry set detail = '{"totalFen": 1}' where seq = $1`],
    ['who did it', `update audit_entry set actor_id = gen_random_uuid() where seq = $1`],
    ['when', `update audit_entry set at = at - interval '1 second' where seq = $1`],
  ])('when %s of an entry was changed', async (_, text) => {
    const [, , third = 0] = await sealedTrail()
    await asOwner(text, [third])
    expect(await found()).toEqual([`audit_entry_changed ${third}`])
  })

  it('when an entry was deleted', async () => {
    const [first = 0] = await sealedTrail()
    await asOwner('delete from audit_entry where seq = $1', [first])
    expect(await found()).toEqual([`audit_entry_missing ${first}`])
  })

  it('when an entry was slipped in, or moved to a time not sealed yet', async () => {
    const [first = 0, second = 0] = await sealedTrail()
    await asOwner(
      `insert into audit_entry (seq, at, action, subject_kind, detail, xid) overriding system value
       select 900001, at, action, subject_kind, detail, xid from audit_entry where seq = $1`,
      [first],
    )
    await asOwner('update audit_entry set xid = (select max(until_xid) from audit_seal) where seq = $1', [second])
    expect(await found()).toEqual([`audit_entry_missing ${second}`, 'audit_entry_added 900001'])
  })

  it('when two entries changed places', async () => {
    const [a = 0, b = 0] = await sealedTrail()
    await asOwner('update audit_entry set seq = -1 where seq = $1', [a]).catch(() => undefined)
    await asOwner(
      `alter table audit_entry alter column seq drop identity; update audit_entry set seq = -1 where seq = ${a};
       update audit_entry set seq = ${a} where seq = ${b}; update audit_entry set seq = ${b} where seq = -1;
       alter table audit_entry alter column seq add generated always as identity; select setval(pg_get_serial_sequence('audit_entry', 'seq'), 1000)`,
    )
    expect(await found()).toEqual([`audit_entry_changed ${a}`, `audit_entry_changed ${b}`])
  })

  it('when the newest seal was cut off, with its entries or without; and sealing on is refused', async () => {
    const written = await sealedTrail()
    const last = (await sealNumbers()).at(-1) ?? 0
    await asOwner('delete from audit_seal where number = $1', [last])
    expect(await found()).toEqual([`audit_seal_missing ${last}`])
    await asOwner('delete from audit_entry where seq >= $1', [written.at(-2)])
    expect(await found()).toEqual([`audit_seal_missing ${last}`])
    await expect(sealBrand(base.runtime, base.brand)).rejects.toBeInstanceOf(TrailTampered)
    expect(await sealNumbers()).toHaveLength(last - 1)
  })

  it('when a seal in the middle is gone, or two changed places', async () => {
    await sealedTrail()
    await asOwner(
      'update audit_seal set number = 1000 where number = 1; update audit_seal set number = 1 where number = 2; update audit_seal set number = 2 where number = 1000',
    )
    const swapped = await found()
    expect(swapped).toEqual(
      expect.arrayContaining(['audit_seal_changed 1', 'audit_seal_changed 2', 'audit_chain_broken 1', 'audit_seal_replaced 1']),
    )
    await asOwner('delete from audit_seal where number = 1')
    expect(await found()).toContain('audit_chain_broken 2')
  })

  it('when a seal was made to fit changed entries, by somebody without the key', async () => {
    const [first = 0] = await sealedTrail()
    await asOwner(`update audit_entry set detail = '{"totalFen": 1}' where seq = $1`, [first])
    const [seal] = await findSealsOnly(readCtx(base.runtime, base.brand, system), 0)
    if (!seal) throw new Error('there is a seal')
    const [row] = await asOwner<{ d: Buffer }>(
      `select substring(sha256(convert_to(jsonb_build_array(seq, xid, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), actor_id, store_id,
         action, subject_kind, subject_id, detail)::text, 'UTF8')) from 1 for 16) as d from audit_entry where seq = $1`,
      [first],
    )
    const digests = Buffer.concat([row?.d ?? Buffer.alloc(0), seal.digests.subarray(16)])
    const hash = hashOfSeal(base.brand.id, { ...seal, digests })
    const forger = new SealKey(Buffer.alloc(32, 66))
    await asOwner('update audit_seal set digests = $2, hash = $3 where number = $1', [seal.number, digests, hash])
    expect(await found()).toEqual(['audit_seal_forged 1', 'audit_chain_broken 2', 'audit_seal_replaced 1'])
    await asOwner('update audit_seal set key_id = $2, signature = $3 where number = $1', [seal.number, forger.id, forger.sign(hash)])
    expect(await found()).toEqual(['audit_seal_key_unknown 1', 'audit_chain_broken 2', 'audit_seal_replaced 1'])
  })

  it('when the file outside is gone or was cut', async () => {
    await sealedTrail()
    const last = (await sealNumbers()).at(-1)
    rmSync(checkpointFile(base.runtime.config.dataDir, base.brand))
    const { findings } = await verify()
    expect(findings).toEqual([{ check: 'audit_checkpoints_missing', id: '1', detail: { last } }])
  })

  it('but not when the key was changed and the file still knows the one before', async () => {
    await sealedTrail()
    base.runtime.config = { ...base.runtime.config, auditKey: Buffer.alloc(32, 77) }
    await act()
    await sealAll()
    expect((await verify()).findings).toEqual([])
    base.runtime.config = { ...base.runtime.config, auditKey: Buffer.alloc(32, 9) }
  })
})
