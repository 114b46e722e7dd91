/** Checks of the catalogue's verbs against what is stored; the revision's lock is held, so their answers stay true. */
import type { WriteCtx } from '../../platform/ctx.ts'
import { BarcodeTaken, CategoryUnfit, CodeTaken, PassUnfit, TierTaken } from './errors.ts'
import { nextCode, type PassInput, passFault } from './rules.ts'
import type { ItemKind } from './snapshot.ts'
import { findTaken } from './store.ts'

export async function checkCategory(ctx: WriteCtx, kind: ItemKind, categoryId: string | null): Promise<void> {
  if (categoryId === null) return
  const category = await ctx.db.selectFrom('category').select('kind').where('id', '=', categoryId).executeTakeFirst()
  if (category?.kind !== kind) throw new CategoryUnfit({ categoryId, kind })
}

export async function checkPass(ctx: WriteCtx, pass: PassInput | null): Promise<void> {
  if (pass === null) return
  const fault = passFault(pass)
  if (fault !== null) throw new PassUnfit({ reason: fault })
  const ids = pass.components.map((c) => c.serviceItemId)
  const known = await ctx.db
    .selectFrom('item')
    .select('id')
    .where('id', '=', (eb) => eb.fn.any(eb.val(ids)))
    .where('kind', '=', 'service')
    .execute()
  if (known.length !== ids.length) throw new PassUnfit({ reason: 'not_a_service' })
}

/** Returns the code to use: the one asked for, or the next of the kind. */
export async function checkTaken(
  ctx: WriteCtx,
  item: { id: string; kind: ItemKind; code: string | null; barcodes: readonly string[]; amountFen: number | null },
): Promise<string> {
  const taken = await findTaken(ctx, item)
  if (taken.code) throw new CodeTaken({ code: item.code })
  if (taken.barcodes.length > 0) throw new BarcodeTaken({ barcodes: taken.barcodes })
  if (taken.amount) throw new TierTaken({ amountFen: item.amountFen })
  return item.code ?? nextCode(item.kind, taken.highestNumber)
}
