/** Numbers of cards, as far as people are found by them. The cards themselves are kept by their own room. */
import type { WriteCtx } from '../../platform/ctx.ts'
import { tokenOf } from './person.ts'
import { numberEntries } from './search-tokens.ts'
import { addTokens, removeTokens } from './store.ts'

/** From now on the member is found by this number; forever, as an old number still finds them. */
export async function addCardNumber(ctx: WriteCtx, memberId: string, number: string): Promise<void> {
  await addTokens(
    ctx,
    memberId,
    numberEntries(number).map((entry) => tokenOf(ctx.brand, entry)),
  )
}

/** The number belongs to somebody else now, and finds them instead. */
export async function moveCardNumber(ctx: WriteCtx, fromId: string, toId: string, number: string): Promise<void> {
  const tokens = numberEntries(number).map((entry) => tokenOf(ctx.brand, entry))
  await removeTokens(ctx, fromId, tokens)
  await addTokens(ctx, toId, tokens)
}
