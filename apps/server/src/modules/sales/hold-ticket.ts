/** Held bills 挂单: the cart as the till sent it, kept until it is fetched, completed or discarded. Prices are made anew when it is fetched. */
import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { TicketNotHeld } from './errors.ts'
import { lockTicket } from './store.ts'

export interface HoldTicketInput {
  ticketId: string
  storeId: string
  memberId: string | null
  label: string
  cart: Record<string, unknown>
}

/** Holds a new bill, or keeps a newer cart of one that is held. */
export async function holdTicket(ctx: WriteCtx, input: HoldTicketInput): Promise<void> {
  authorize(ctx, 'sell', 'Ticket', input.storeId)
  const known = await lockTicket(ctx, input.ticketId)
  if (known && known.storeId !== input.storeId) throw new NotFound()
  if (known && known.state !== 'held') throw new TicketNotHeld({ state: known.state })
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
    })
    .onConflict((c) =>
      c
        .column('id')
        .doUpdateSet((eb) => ({
          cart: eb.ref('excluded.cart'),
          hold_label: eb.ref('excluded.hold_label'),
          member_id: eb.ref('excluded.member_id'),
          version: eb('ticket.version', '+', 1),
        }))
        .where('ticket.state', '=', 'held')
        .whereRef('ticket.store_id', '=', 'excluded.store_id'),
    )
    .returning('id')
    .executeTakeFirst()
  // Completed by another till between the look above and this statement.
  if (!kept) throw new TicketNotHeld({})
  ctx.audit({ action: 'ticket.hold', subjectKind: 'Ticket', subjectId: input.ticketId, storeId: input.storeId })
}

/** Throws a held bill away: its row stays, marked, so that it can be counted. */
export async function discardTicket(ctx: WriteCtx, ticketId: string): Promise<void> {
  const known = await lockTicket(ctx, ticketId)
  if (!known) throw new NotFound()
  authorize(ctx, 'sell', 'Ticket', known.storeId)
  if (known.state !== 'held') throw new TicketNotHeld({ state: known.state })
  await ctx.db
    .updateTable('ticket')
    .set((eb) => ({ state: 'discarded', cart: null, version: eb('version', '+', 1) }))
    .where('id', '=', ticketId)
    .execute()
  ctx.audit({ action: 'ticket.discard', subjectKind: 'Ticket', subjectId: ticketId, storeId: known.storeId })
}
