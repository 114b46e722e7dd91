/** SQL on `audit_seal`, and what it seals. */
import { type RawBuilder, sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { DIGEST_BYTES, type Digested, type Seal, type SealBody } from './rules.ts'

/** The digest of an entry `e`: over everything it says, in the one way that PostgreSQL writes jsonb. */
const DIGEST: RawBuilder<Buffer> = sql`substring(sha256(convert_to(jsonb_build_array(
  e.seq, e.xid, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor_id, e.store_id,
  e.action, e.subject_kind, e.subject_id, e.detail)::text, 'UTF8')) from 1 for ${sql.lit(DIGEST_BYTES)})`

const NOTHING = sql`'\\x'::bytea`

interface SealRow extends Omit<Seal, 'seqs'> {
  seqs: number[]
}

const COLUMNS = sql`s.number, s.from_xid as "fromXid", s.until_xid as "untilXid", to_jsonb(s.seqs) as seqs, s.digests,
  s.previous_hash as "previousHash", s.hash, s.key_id as "keyId", s.signature, s.sealed_at as "sealedAt"`

/** Lets one seal of this brand be made at a time. */
export async function lockSeals(ctx: WriteCtx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || '.audit_seal', 0))`.execute(ctx.db)
}

export async function findLastSeal(ctx: ReadCtx): Promise<Pick<Seal, 'number' | 'untilXid' | 'hash' | 'sealedAt'> | null> {
  const { rows } = await sql<Pick<Seal, 'number' | 'untilXid' | 'hash' | 'sealedAt'>>`
    select number, until_xid as "untilXid", hash, sealed_at as "sealedAt" from audit_seal order by number desc limit 1`.execute(ctx.db)
  return rows[0] ?? null
}

/** Seals after that number, in their order, with the entries found now in the range of each. */
export async function findSeals(
  ctx: ReadCtx,
  page: { after: number; limit: number },
): Promise<(SealRow & { found: Digested; brokenEntries: boolean })[]> {
  const { rows } = await sql<SealRow & { foundSeqs: number[]; foundDigests: Buffer }>`
    select ${COLUMNS}, f.seqs as "foundSeqs", f.digests as "foundDigests"
    from audit_seal s cross join lateral (
      select coalesce(jsonb_agg(e.seq order by e.seq), '[]') as seqs, coalesce(string_agg(${DIGEST}, ${NOTHING} order by e.seq), ${NOTHING}) as digests
      from audit_entry e where e.xid >= s.from_xid and e.xid < s.until_xid) f
    where s.number > ${page.after} order by s.number limit ${page.limit}`.execute(ctx.db)
  return rows.map(({ foundSeqs, foundDigests, ...seal }) => ({
    ...seal,
    found: { seqs: foundSeqs, digests: foundDigests },
    brokenEntries: !seal.digests.equals(foundDigests) || seal.seqs.join() !== foundSeqs.join(),
  }))
}

/** Seals after that number without looking at entries. */
export async function findSealsOnly(ctx: ReadCtx, after: number): Promise<Seal[]> {
  const { rows } = await sql<SealRow>`select ${COLUMNS} from audit_seal s where s.number > ${after} order by s.number`.execute(ctx.db)
  return rows
}

/** The largest share of what is due that is sealed at once, so that a seal stays small. */
const MAX_ENTRIES = 20_000

export interface Due extends Digested {
  untilXid: number
  /** How many of them say more than that a seal was made. */
  worthSealing: number
}

/**
 * The entries of transactions that are over, from `fromXid` on. Every transaction older than the oldest one still running has ended, here
 * and in the whole cluster: nothing can join the range any more, however late somebody commits. All in one statement, so with one snapshot.
 */
export async function findDue(ctx: ReadCtx, fromXid: number): Promise<Due> {
  const { rows } = await sql<Due & { seqs: number[] }>`
    with horizon as (
      select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xid
    ), first as (
      select min(e.xid) as xid from audit_entry e, horizon h where e.xid >= ${fromXid} and e.xid < h.xid
    ), cut as (
      select e.xid from audit_entry e, horizon h where e.xid >= ${fromXid} and e.xid < h.xid order by e.xid offset ${MAX_ENTRIES} limit 1
    ), range as (
      select case when exists (select 1 from cut) then greatest((select xid from cut), (select xid from first) + 1) else h.xid end as until_xid
      from horizon h
    )
    select r.until_xid as "untilXid", coalesce(jsonb_agg(e.seq order by e.seq) filter (where e.seq is not null), '[]') as seqs,
      coalesce(string_agg(${DIGEST}, ${NOTHING} order by e.seq) filter (where e.seq is not null), ${NOTHING}) as digests,
      count(*) filter (where e.action <> 'audit.seal')::int as "worthSealing"
    from range r left join audit_entry e on e.xid >= ${fromXid} and e.xid < r.until_xid
    group by r.until_xid`.execute(ctx.db)
  return rows[0] as Due
}

export async function insertSeal(ctx: WriteCtx, seal: SealBody & { hash: Buffer; keyId: string; signature: Buffer }): Promise<void> {
  await sql`
    insert into audit_seal (number, from_xid, until_xid, seqs, digests, previous_hash, hash, key_id, signature, sealed_at)
    values (${seal.number}, ${seal.fromXid}, ${seal.untilXid}, ${[...seal.seqs]}::bigint[], ${seal.digests}, ${seal.previousHash},
      ${seal.hash}, ${seal.keyId}, ${seal.signature}, ${seal.sealedAt})`.execute(ctx.db)
}
