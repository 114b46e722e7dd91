import { type RawBuilder, sql } from 'kysely'
import { authorize, inScope, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { maskPhone, openMemberNames } from '../members/index.ts'
import { openDepositContact } from './contact.ts'

export interface DepositQuery {
  storeId: string
  memberId?: string | undefined
  state: 'open' | 'all'
  limit: number
  cursor?: string | undefined
}

interface DepositRow {
  id: string
  ticketId: string
  ticketNumber: string
  storeId: string
  memberId: string | null
  personKey: Buffer | null
  contactEnc: Buffer | null
  kind: 'advance' | 'earnest'
  purpose: string
  dueOn: string | null
  contractFen: number | null
  amountFen: number
  openFen: number
  businessDay: string
  takenByName: string | null
  takenAt: Temporal.Instant
}

const COLUMNS: RawBuilder<unknown> = sql`
  d.id, d.ticket_id as "ticketId", t.number as "ticketNumber", d.store_id as "storeId", d.member_id as "memberId", d.person_key as "personKey",
  d.contact_enc as "contactEnc", d.kind, d.purpose, d.due_on as "dueOn", d.contract_fen as "contractFen", d.amount_fen as "amountFen",
  d.open_fen as "openFen", d.business_day as "businessDay", staff.name as "takenByName", d.taken_at as "takenAt"
  from deposit d join ticket t on t.id = d.ticket_id left join staff on staff.id = d.taken_by`

/** Deposits of a store, oldest first: those are asked about soonest. */
export async function listDeposits(ctx: ReadCtx, query: DepositQuery) {
  const after = decodeCursor(query.cursor, 2)
  const { rows } = await sql<DepositRow>`
    select ${COLUMNS}
    where d.store_id = ${query.storeId}::uuid ${query.state === 'open' ? sql`and d.open_fen > 0` : sql``}
      ${query.memberId === undefined ? sql`` : sql`and d.member_id = ${query.memberId}::uuid`}
      and (${after?.[0] ?? null}::timestamptz is null or (d.taken_at, d.id) > (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by d.taken_at, d.id limit ${query.limit + 1}`.execute(ctx.db)
  const show = await shower(ctx, rows)
  return toPage(rows, query.limit, show, (r) => [r.takenAt.toString(), r.id])
}

interface MovementRow {
  id: string
  kind: 'taken' | 'used' | 'restored' | 'refunded'
  amountFen: number
  sourceKind: 'ticket' | 'refund'
  sourceId: string
  sourceNumber: string
  actorName: string | null
  at: Temporal.Instant
}

/** One deposit with everything that happened to it. @throws NotFound also for a store out of the actor's sight */
export async function readDeposit(ctx: ReadCtx, depositId: string) {
  const { rows } = await sql<DepositRow>`select ${COLUMNS} where d.id = ${depositId}::uuid`.execute(ctx.db)
  const [row] = rows
  if (!row || !inScope(ctx.actor, row.storeId)) throw new NotFound()
  authorize(ctx, 'read', 'Ticket', row.storeId)
  const movements = await sql<MovementRow>`
    select m.id, m.kind, m.amount_fen as "amountFen", m.source_kind as "sourceKind", m.source_id as "sourceId",
      coalesce(t.number, r.number) as "sourceNumber", staff.name as "actorName", m.at
    from deposit_movement m left join ticket t on t.id = m.source_id left join refund r on r.id = m.source_id left join staff on staff.id = m.actor_id
    where m.deposit_id = ${depositId}::uuid order by m.at, m.id`.execute(ctx.db)
  const show = await shower(ctx, rows)
  return { ...show(row), movements: movements.rows.map((m) => ({ ...m, at: m.at.toString() })) }
}

async function shower(ctx: ReadCtx, rows: readonly DepositRow[]) {
  const names = await openMemberNames(
    ctx,
    rows.flatMap((r) => r.memberId ?? []),
  )
  return ({ personKey, contactEnc, ...row }: DepositRow) => {
    const contact = openDepositContact(ctx.brand, { id: row.id, personKey, contactEnc })
    const member = row.memberId === null ? undefined : names.get(row.memberId)
    const phone = contact?.phone ?? ''
    return {
      ...row,
      memberName: member?.name ?? null,
      memberNumber: member?.number ?? null,
      contactName: contact?.name ?? null,
      contactPhone: phone === '' ? null : maskPhone(phone),
      takenAt: row.takenAt.toString(),
    }
  }
}
