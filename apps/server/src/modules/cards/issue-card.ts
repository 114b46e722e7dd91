import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { addCardNumber } from '../members/index.ts'
import { checked } from './checked.ts'
import { cardNumberOf, foldNumber, paymentChannelOf } from './codes.ts'
import { CardNumberTaken, CardNumberUnfit, MemberUnfit } from './errors.ts'
import { activateRow, type Card, cardBasis, insertCard, insertEvent, lockCard } from './store.ts'

const MAX_NUMBER_TRIES = 20
const MAX_OPEN_CARDS = 10

export interface IssueInput {
  memberId: string
  storeId: string
  form: Card['form']
  /** A number that stands on the card already; made in the brand's pattern when left out. */
  number?: string | undefined
  validUntil?: string | null | undefined
  /** Handed over at once; otherwise it waits to be activated. */
  activate: boolean
}

export interface IssuedCard {
  id: string
  number: string
  state: 'issued' | 'active'
}

/** Issues a card to a member. @throws NotFound, MemberUnfit, CardNumberUnfit, CardNumberTaken */
export async function issueCard(ctx: WriteCtx, input: IssueInput): Promise<IssuedCard> {
  const card = await makeCard(ctx, { ...input, replacesId: null })
  await insertEvent(ctx, { cardId: card.id, verb: 'issue', storeId: input.storeId })
  ctx.audit({
    action: 'card.issue',
    subjectKind: 'Card',
    subjectId: card.id,
    storeId: input.storeId,
    detail: { memberId: input.memberId, number: card.number, form: input.form, isActive: input.activate },
  })
  return card
}

/** The row of a new card and the way to find its member by it. A running number that somebody took by hand is passed over. */
export async function makeCard(ctx: WriteCtx, input: IssueInput & { replacesId: string | null }): Promise<IssuedCard> {
  const wanted = input.number === undefined ? null : foldNumber(input.number)
  if (wanted !== null && (!/^[0-9A-Z]{6,20}$/.test(wanted) || paymentChannelOf(wanted) !== null))
    throw new CardNumberUnfit({ number: wanted })
  for (let tries = 1; tries <= MAX_NUMBER_TRIES; tries += 1) {
    const basis = await cardBasis(ctx, input)
    if (!basis.hasStore) throw new NotFound()
    if (!basis.isHolder || (input.replacesId === null && basis.openCards >= MAX_OPEN_CARDS))
      throw new MemberUnfit({ memberId: input.memberId })
    const id = newId()
    const number = wanted ?? cardNumberOf(basis, basis.cardNo)
    const { memberId, form, storeId, replacesId } = input
    const row = { id, cardNo: basis.cardNo, memberId, number, form, storeId, replacesId }
    if (await insertCard(ctx, { ...row, isActive: input.activate, validUntil: input.validUntil ?? null })) {
      await addCardNumber(ctx, memberId, number)
      return { id, number, state: input.activate ? 'active' : 'issued' }
    }
    if (wanted !== null) break
  }
  throw new CardNumberTaken({ number: wanted })
}

/** Activates a card that was issued earlier. @throws NotFound, CardStateUnfit */
export async function activateCard(ctx: WriteCtx, input: { cardId: string; storeId: string }): Promise<void> {
  const card = checked(await lockCard(ctx, input.cardId), 'activate')
  await activateRow(ctx, card.id, input.storeId)
  await insertEvent(ctx, { cardId: card.id, verb: 'activate', storeId: input.storeId })
  ctx.audit({
    action: 'card.activate',
    subjectKind: 'Card',
    subjectId: card.id,
    storeId: input.storeId,
    detail: { memberId: card.memberId },
  })
}
