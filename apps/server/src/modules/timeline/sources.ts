/** Where the timeline comes from: each source gives its newest rows before a point, all in one shape. */
import { type RawBuilder, sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import type { Kind } from './schemas.ts'

export interface Before {
  at: string | null
  key: string
  limit: number
}

/** What happens to a member's own record, as the audit trail tells it. Seeing a phone and merging have their own words. */
const CHANGES = [
  ...['member.enrol', 'member.update', 'member.set_level', 'member.set_tags', 'member.set_photo', 'member.remove_photo'],
  ...['member.reveal_phone', 'terms.accept'],
]

/** Who may see what: a kind that is not here for somebody is not read for them. */
const NEEDS: Record<Kind, [action: string, subject: string] | null> = {
  visit: null,
  top_up: ['read', 'Ticket'],
  deposit: ['read', 'Ticket'],
  settlement: ['read', 'Ticket'],
  refund: ['read', 'Ticket'],
  shared: ['read', 'Wallet'],
  transfer: ['read', 'Wallet'],
  freeze: ['read', 'Wallet'],
  card: ['read', 'Wallet'],
  note: ['care', 'Member'],
  assessment: ['care', 'Member'],
  care: ['care', 'Member'],
  consent: ['update', 'Member'],
  merge: ['update', 'Member'],
  change: ['update', 'Member'],
}

export function kindsFor(ctx: ReadCtx, wanted: readonly Kind[]): Kind[] {
  return wanted.filter((kind) => {
    const needs = NEEDS[kind]
    return needs === null || ctx.actor.can(needs[0], needs[1])
  })
}

const mine = sql`(select id from who)`
const newest = ({ at, key, limit }: Before, when: RawBuilder<unknown>, id: RawBuilder<unknown>, join: 'and' | 'having' = 'and') => sql`
  ${sql.raw(join)} (${at}::timestamptz is null or (${when}, ${id}::text) < (${at}::timestamptz, ${key}))
  order by ${when} desc, ${id}::text desc limit ${limit}`

/** kind, id, at, actor_id, store_id, ticket_id, refund_id, number, amount_fen, words, sealed, code, member_id */
type Source = (before: Before) => RawBuilder<unknown>

/** A bill is what weighs most on it: a service, a product or a tip make it a visit, money paid in a top-up, then a deposit; the rest settles debts. */
const WEIGHT = {
  visit: ['service', 'product', 'tip'],
  top_up: ['top_up', 'pass'],
  deposit: ['deposit', 'forfeit'],
  settlement: ['settlement'],
} as const

function tickets(kind: keyof typeof WEIGHT): Source {
  const has = (kinds: readonly string[]) =>
    sql`exists (select 1 from ticket_line l where l.ticket_id = t.id and l.kind = any(${kinds}::text[]))`
  const order = Object.keys(WEIGHT) as (keyof typeof WEIGHT)[]
  const weightier = order.slice(0, order.indexOf(kind)).flatMap((k) => [...WEIGHT[k]])
  return (before) => sql`
    (select ${kind} as kind, t.id::text as id, t.completed_at as at, t.completed_by as actor_id, t.store_id, t.id as ticket_id, null::uuid as refund_id, t.number,
      t.total_fen as amount_fen,
      (select array_agg(l.name order by l.ordinal) from ticket_line l where l.ticket_id = t.id and l.kind <> 'rounding') as words,
      null::bytea as sealed, case when t.state = 'voided' then 'voided' end as code, t.member_id
    from ticket t where t.member_id in ${mine} and t.number is not null and ${has(WEIGHT[kind])} and not ${has(weightier)}
      ${newest(before, sql`t.completed_at`, sql`t.id`)})`
}

export const SOURCES: Record<Kind, readonly Source[]> = {
  visit: [tickets('visit')],
  top_up: [tickets('top_up')],
  deposit: [tickets('deposit')],
  settlement: [tickets('settlement')],
  refund: [
    (before) => sql`
    (select 'refund', r.id::text, r.refunded_at, r.refunded_by, r.store_id, r.ticket_id, r.id, r.number, r.total_fen,
      (select array_agg(l.name order by l.ordinal) from refund_line x join ticket_line l on l.id = x.line_id where x.refund_id = r.id), null::bytea,
      r.kind, r.member_id
    from ticket t join refund r on r.ticket_id = t.id where t.member_id in ${mine} ${newest(before, sql`r.refunded_at`, sql`r.id`)})`,
    (before) => sql`
    (select 'refund', r.id::text, r.refunded_at, r.refunded_by, r.store_id, null::uuid, r.id, r.number, r.total_fen,
      (select array_agg(distinct lot.name) from prepaid_refund_lot x join lot on lot.id = x.lot_id where x.refund_id = r.id), null::bytea, r.kind, p.member_id
    from prepaid_refund p join refund r on r.id = p.refund_id where p.member_id in ${mine} ${newest(before, sql`r.refunded_at`, sql`r.id`)})`,
  ],
  freeze: [
    (before) => sql`
    (select 'freeze', f.id::text, f.frozen_at, f.frozen_by, lot.store_id, null::uuid, null::uuid, null::text, null::bigint, array[lot.name, f.reason], null::bytea,
      'lot.freeze', lot.member_id
    from lot join lot_freeze f on f.lot_id = lot.id where lot.member_id in ${mine} ${newest(before, sql`f.frozen_at`, sql`f.id`)})`,
    (before) => sql`
    (select 'freeze', f.id::text || ':thaw', f.thawed_at, f.thawed_by, lot.store_id, null::uuid, null::uuid, null::text, null::bigint, array[lot.name], null::bytea,
      'lot.thaw', lot.member_id
    from lot join lot_freeze f on f.lot_id = lot.id
    where lot.member_id in ${mine} and f.thawed_at is not null ${newest(before, sql`f.thawed_at`, sql`(f.id::text || ':thaw')`)})`,
  ],
  // What a member used of others, and others of the member's: the id of the other person first, which becomes a name, then the lots.
  shared: (['used', 'lent'] as const).map((code) => {
    const [me, other] = code === 'used' ? [sql`m.used_by`, sql`w.member_id`] : [sql`w.member_id`, sql`m.used_by`]
    // From the user's side by the index of who used what; from the owner's by the chain.
    const found =
      code === 'used'
        ? sql`movement m join wallet_transaction w on w.id = m.transaction_id`
        : sql`wallet_transaction w join movement m on m.transaction_id = w.id and m.used_by is not null`
    const id = sql`(w.id::text || ${sql.lit(`:${code}:`)} || ${other}::text)`
    return (before: Before) => sql`
    (select 'shared', ${id}, w.at, w.actor_id, w.store_id,
      coalesce((select r.ticket_id from refund r where w.source_kind = 'refund' and r.id = w.source_id), w.source_id), null::uuid, null::text,
      -sum(m.value_fen)::bigint, array[${other}::text] || array_agg(distinct lot.name), null::bytea, ${sql.lit(code)}::text, ${me}
    from ${found} join lot on lot.id = m.lot_id
    where ${me} in ${mine} and w.source_kind in ('ticket', 'refund')
    group by w.id, m.used_by ${newest(before, sql`w.at`, id, 'having')})`
  }),
  // What came and what went; the name of each lot, and the number of the notice.
  transfer: [
    (before) => sql`
    (select 'transfer', t.id::text, t.recorded_at, t.recorded_by, t.store_id, null::uuid, null::uuid, t.number, t.value_fen,
      (select array_agg(lot.name order by x.ordinal) from transfer_line x join lot on lot.id = x.from_lot_id where x.transfer_id = t.id), null::bytea,
      case when t.from_member_id in ${mine} then 'transfer.out' else 'transfer.in' end,
      case when t.from_member_id in ${mine} then t.from_member_id else t.to_member_id end
    from transfer t where (t.from_member_id in ${mine} or t.to_member_id in ${mine}) ${newest(before, sql`t.recorded_at`, sql`t.id`)})`,
  ],
  card: [
    (before) => sql`
    (select 'card', e.id::text, e.at, e.actor_id, e.store_id, null::uuid, null::uuid, null::text, null::bigint,
      array_remove(array[c.number, nullif(e.reason, '')], null), null::bytea, e.verb, c.member_id
    from member_card c join card_event e on e.card_id = c.id where c.member_id in ${mine} ${newest(before, sql`e.at`, sql`e.id`)})`,
  ],
  note: [
    (before) => sql`
    (select 'note', n.id::text, n.at, n.written_by, null::uuid, null::uuid, null::uuid, null::text, null::bigint, null::text[], n.body_enc, null::text, n.member_id
    from member_note n where n.member_id in ${mine} ${newest(before, sql`n.at`, sql`n.id`)})`,
  ],
  assessment: [
    (before) => sql`
    (select 'assessment', a.id::text, a.taken_at, a.taken_by, a.store_id, null::uuid, null::uuid, null::text, null::bigint,
      array[(select t.name from assessment_template t where t.id = a.template_id)], null::bytea, null::text, a.member_id
    from assessment a where a.member_id in ${mine} ${newest(before, sql`a.taken_at`, sql`a.id`)})`,
  ],
  care: [
    (before) => sql`
    (select 'care', c.id::text, c.ended_at, c.ended_by, p.store_id, null::uuid, null::uuid, null::text, null::bigint,
      array_remove(array[(select i.name from item i where i.id = c.item_id)], null), null::bytea, c.state, p.member_id
    from care_plan p join care_step c on c.plan_id = p.id and c.ended_at is not null
    where p.member_id in ${mine} ${newest(before, sql`c.ended_at`, sql`c.id`)})`,
  ],
  consent: [
    (before) => sql`
    (select 'consent', c.id::text, c.at, c.recorded_by, c.store_id, null::uuid, null::uuid, null::text, null::bigint, array[c.purpose], null::bytea,
      case when c.is_given then 'given' else 'withdrawn' end, c.member_id
    from consent c where c.member_id in ${mine} ${newest(before, sql`c.at`, sql`c.id`)})`,
  ],
  merge: [
    (before) => sql`
    (select 'merge', g.id::text, g.merged_at, g.merged_by, null::uuid, null::uuid, null::uuid, null::text, null::bigint,
      array[(select m.number from member m where m.id = g.merged_id)], null::bytea, case when g.undone_at is null then 'merged' else 'undone' end, g.survivor_id
    from member_merge g where g.survivor_id in ${mine} ${newest(before, sql`g.merged_at`, sql`g.id`)})`,
  ],
  change: [
    (before) => sql`
    (select 'change', lpad(e.seq::text, 20, '0'), e.at, e.actor_id, e.store_id, null::uuid, null::uuid, null::text, null::bigint,
      (select array_agg(f) from jsonb_array_elements_text(case when jsonb_typeof(e.detail->'fields') = 'array' then e.detail->'fields' else '[]' end) f),
      null::bytea, e.action, e.subject_id
    from audit_entry e where e.subject_kind = 'Member' and e.subject_id in ${mine} and e.action = any(${CHANGES}::text[])
      ${newest(before, sql`e.at`, sql`lpad(e.seq::text, 20, '0')`)})`,
  ],
}
