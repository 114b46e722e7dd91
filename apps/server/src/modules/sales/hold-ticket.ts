/**
 * Held bills 挂单: the cart as the till sent it, kept until it is fetched, completed or discarded. Prices are made anew when it is fetched.
 * Whoever fetches a bill takes it: its version moves on, and a till that still works on an older one is told who has it, before
 * anything of either is lost.
 */
import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { TicketNotHeld, TicketTaken } from './errors.ts'
import { staffName } from './queries.ts'
import { type LockedTicket, lockTicket } from './store.ts'

export interface HoldTicketInput {
  ticketId: string
  storeId: string
  memberId: string | null
  label: string
  cart: Record<string, unknown>
  /** The version that was held or fetched last; 0 for a new bill. */
  version: number
}

/** Holds a new bill, or lays one that was fetched back with a newer cart. @throws TicketNotHeld, TicketTaken */
export async function holdTicket(ctx: WriteCtx, input: HoldTicketInput): Promise<{ version: number }> {
  authorize(ctx, 'sell', 'Ticket', input.storeId)
  const known = await lockTicket(ctx, input.ticketId)
  if (known && known.storeId !== input.storeId) throw new NotFound()
  if (known && known.state !== 'held') throw new TicketNotHeld({ state: known.state })
  if (known) await checkHeld(ctx, known, input.version)
  const kept = await ctx.db
    .insertInto('ticket')
    .values({
      id: input.ticketId,
      store_id: input.storeId,
      state: 'held',
      member_id: input.memberId,
      cart: JSON.stringify(input.cart),
      hold_label: input.label,
      opened_by: ctx.actor.id ?? '',
      opened_at: ctx.now,
      last_by: ctx.actor.id,
    })
    .onConflict((c) =>
      c
        .column('id')
        .doUpdateSet((eb) => ({
          cart: eb.ref('excluded.cart'),
          hold_label: eb.ref('excluded.hold_label'),
          member_id: eb.ref('excluded.member_id'),
          last_by: eb.ref('excluded.last_by'),
          taken_session: null,
          taken_at: null,
          version: eb('ticket.version', '+', 1),
        }))
        .where('ticket.state', '=', 'held')
        .where('ticket.version', '=', input.version)
        .whereRef('ticket.store_id', '=', 'excluded.store_id'),
    )
    .returning('version')
    .executeTakeFirst()
  // Made or completed by another till between the look above and this statement.
  if (!kept) throw new TicketNotHeld({})
  ctx.audit({ action: 'ticket.hold', subjectKind: 'Ticket', subjectId: input.ticketId, storeId: input.storeId })
  return kept
}

export interface TakeTicketInput {
  ticketId: string
  /** Take it although another till has it: that one is told. */
  takeOver: boolean
}

/** Fetches a held bill for this till. @throws NotFound, TicketNotHeld, TicketTaken */
export async function takeTicket(ctx: WriteCtx, input: TakeTicketInput): Promise<{ version: number }> {
  const known = await lockTicket(ctx, input.ticketId)
  if (!known) throw new NotFound()
  authorize(ctx, 'sell', 'Ticket', known.storeId)
  if (known.state !== 'held') throw new TicketNotHeld({ state: known.state })
  const isMine = known.taken !== null && known.lastBy === ctx.actor.id && known.taken.sessionId === ctx.actor.sessionId
  if (known.taken && !isMine && !input.takeOver) throw await takenBy(ctx, known)
  const { version } = await ctx.db
    .updateTable('ticket')
    .set((eb) => ({ last_by: ctx.actor.id, taken_session: ctx.actor.sessionId, taken_at: ctx.now, version: eb('version', '+', 1) }))
    .where('id', '=', input.ticketId)
    .returning('version')
    .executeTakeFirstOrThrow()
  ctx.audit({
    action: 'ticket.take',
    subjectKind: 'Ticket',
    subjectId: input.ticketId,
    storeId: known.storeId,
    detail: { takenFrom: known.taken && !isMine ? known.lastBy : null },
  })
  return { version }
}

/** Throws a held bill away: its row stays, marked, so that it can be counted. @throws NotFound, TicketNotHeld, TicketTaken */
export async function discardTicket(ctx: WriteCtx, ticketId: string, version: number): Promise<void> {
  const known = await lockTicket(ctx, ticketId)
  if (!known) throw new NotFound()
  authorize(ctx, 'sell', 'Ticket', known.storeId)
  if (known.state !== 'held') throw new TicketNotHeld({ state: known.state })
  await checkHeld(ctx, known, version)
  await ctx.db
    .updateTable('ticket')
    .set((eb) => ({ state: 'discarded', cart: null, taken_session: null, taken_at: null, version: eb('version', '+', 1) }))
    .where('id', '=', ticketId)
    .execute()
  ctx.audit({ action: 'ticket.discard', subjectKind: 'Ticket', subjectId: ticketId, storeId: known.storeId })
}

/** Refuses a till whose copy of a held bill is not the last one. @throws TicketTaken */
export async function checkHeld(ctx: WriteCtx, held: LockedTicket, version: number): Promise<void> {
  if (held.version !== version) throw await takenBy(ctx, held)
}

async function takenBy(ctx: WriteCtx, { id, version, lastBy, taken }: LockedTicket) {
  const byName = lastBy === null ? null : await staffName(ctx, lastBy)
  return new TicketTaken({ ticketId: id, version, byName, at: taken?.at.toString() ?? null })
}
