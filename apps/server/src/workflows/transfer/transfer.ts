/**
 * 过户: what somebody owns goes to another member, with a notice that says so. In one transaction: lock both wallets in the order of their
 * ids, move the lots, let the giver's consent be used up, hand over the card, set the receiver's PIN, post the notice.
 */
import {
  guardOf,
  handOverCard,
  MemberUnfit,
  PinNeeded,
  PinNotSet,
  type PinRule,
  type PreparedPin,
  postNotice,
  SpendingStopped,
  setPin,
  useProof,
} from '../../modules/cards/index.ts'
import { currentTerms } from '../../modules/contracts/index.ts'
import { readSettings, readStore } from '../../modules/settings/index.ts'
import {
  type Balances,
  balancesOf,
  planTransfer,
  readLots,
  type TransferParts,
  transferLots,
  withoutParts,
} from '../../modules/wallet/index.ts'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { sumFen } from '../../platform/money.ts'
import { businessDay, type LocalDate } from '../../platform/time.ts'
import { TransferChanged, TransferNoticeEarly, TransferToSelf } from './errors.ts'
import { type Party, readParties } from './parties.ts'
import type { NewTransfer, TransferQuote } from './schemas.ts'

interface Basis {
  today: LocalDate
  rule: PinRule
  from: Party
  to: Party
}

/** Who gives, who receives, under which rules. @throws NotFound, TransferToSelf, MemberUnfit, SpendingStopped */
async function loadBasis(ctx: ReadCtx, asked: { storeId: string; fromMemberId: string; toMemberId: string }): Promise<Basis> {
  if (asked.fromMemberId === asked.toMemberId) throw new TransferToSelf()
  const store = await readStore(ctx, asked.storeId)
  const parties = await readParties(ctx, [asked.fromMemberId, asked.toMemberId])
  const [from, to] = [parties.get(asked.fromMemberId), parties.get(asked.toMemberId)]
  if (!from || !to) throw new NotFound()
  // What an unnamed card holds is claimed with its code, never transferred without.
  if (from.isAnonymous || to.isAnonymous || !to.isActive) throw new MemberUnfit({ memberId: from.isAnonymous ? from.id : to.id })
  if (from.isStopped) throw new SpendingStopped({ memberId: from.id })
  const { cards } = await readSettings(ctx)
  const rule = { thresholdFen: cards.pinThresholdFen, missing: cards.pinMissing }
  return { today: businessDay(ctx.now, store.zone, store.cutoffHour), rule, from, to }
}

/** What a transfer would move, and what both own before and after; nothing is written. */
export async function quoteTransfer(
  ctx: ReadCtx,
  asked: { storeId: string; fromMemberId: string; toMemberId: string; parts: TransferParts },
): Promise<TransferQuote> {
  const { today, rule, from, to } = await loadBasis(ctx, asked)
  const owned = await readLots(ctx, from.id)
  const received = await readLots(ctx, to.id)
  const planned = planTransfer(owned, asked.parts, today)
  const parts = planned.map((p) => ({ lotId: p.lot.id, quantity: p.quantity, valueFen: p.valueFen }))
  const arriving = planned.map((p) => ({ ...p.lot, remaining: p.quantity, valueFen: p.valueFen, held: 0 }))
  const valueFen = sumFen(parts.map((p) => p.valueFen))
  const sides = (before: Balances, after: Balances) => ({ before, after })
  return {
    lines: planned.map(({ lot, quantity, valueFen: worth }) => ({
      lotId: lot.id,
      name: lot.name,
      kind: lot.kind,
      unit: lot.unit,
      quantity,
      valueFen: worth,
      expiresOn: lot.expiresOn,
    })),
    valueFen,
    from: sides(balancesOf(owned, today), balancesOf(withoutParts(owned, parts), today)),
    to: sides(balancesOf(received, today), balancesOf([...received, ...arriving], today)),
    needsPin: guardOf(valueFen, from, rule) === 'pin',
    toHasPin: to.hasPin,
  }
}

export interface Transferred {
  id: string
  number: string
  valueFen: number
}

/** Transfers, and posts the notice. @throws the problems listed on the route */
export async function transfer(ctx: WriteCtx, input: NewTransfer, preparedPin: PreparedPin | null): Promise<Transferred> {
  const { storeId, fromMemberId, toMemberId } = input
  const basis = await loadBasis(ctx, input)
  const noticedAt = input.noticedAt === null ? ctx.now : Temporal.Instant.from(input.noticedAt)
  if (Temporal.Instant.compare(noticedAt, ctx.now) > 0) throw new TransferNoticeEarly()
  const id = newId()
  const lines = await transferLots(ctx, { transferId: id, fromMemberId, toMemberId, storeId, today: basis.today, parts: input.parts })
  const valueFen = sumFen(lines.map((l) => l.valueFen))
  if (valueFen !== input.expectedValueFen) throw new TransferChanged({ beforeFen: input.expectedValueFen, afterFen: valueFen })
  await consent(ctx, basis, { id, valueFen, storeId, proofId: input.pinProofId })
  if (input.cardId !== null) await handOverCard(ctx, { cardId: input.cardId, fromId: fromMemberId, toId: toMemberId, storeId })
  if (preparedPin) await setPin(ctx, toMemberId, preparedPin, storeId)
  const number = await postNotice(ctx, {
    id,
    kind: input.parts === 'all' ? 'whole' : 'part',
    storeId,
    businessDay: basis.today,
    fromMemberId,
    toMemberId,
    cardId: input.cardId,
    termsId: (await currentTerms(ctx))?.id ?? null,
    reason: input.reason,
    noticedAt,
    lines,
  })
  ctx.audit({
    action: 'wallet.transfer',
    subjectKind: 'Transfer',
    subjectId: id,
    storeId,
    detail: { number, fromMemberId, toMemberId, cardId: input.cardId, lots: lines.length, valueFen },
  })
  return { id, number, valueFen }
}

/** As for spending: above the threshold the giver's PIN, once. */
async function consent(
  ctx: WriteCtx,
  { rule, from }: Basis,
  use: { id: string; valueFen: number; storeId: string; proofId: string | null },
): Promise<void> {
  const needs = guardOf(use.valueFen, from, rule)
  if (needs === 'pin_needed_first') throw new PinNotSet({ amountFen: use.valueFen, thresholdFen: rule.thresholdFen })
  if (needs !== 'pin') return
  if (use.proofId === null) throw new PinNeeded({ kind: 'pin', amountFen: use.valueFen })
  await useProof(ctx, { proofId: use.proofId, memberId: from.id, storeId: use.storeId, usedFor: use.id, amountFen: use.valueFen })
}
