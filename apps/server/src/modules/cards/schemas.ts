/** Wire schemas of cards, PINs, gift cards and transfers. */
import { z } from 'zod'
import { pageOf, pageQuery } from '../../platform/pages.ts'
import { pinSchema } from '../access/index.ts'
import { RESET_REASONS } from './pin.ts'
import { CARD_STATES } from './rules.ts'

export const uuid = z.uuid()
const reason = z.string().trim().min(1).max(200)
const number = z.string().trim().min(6).max(30)
const form = z.enum(['physical', 'virtual'])
const state = z.enum(CARD_STATES)
const fen = z.number().int()
export const amount = z.number().int().min(1).max(100_000_000)
export const storeBody = z.strictObject({ storeId: uuid })

export const memberParams = z.object({ memberId: uuid })
export const cardParams = z.object({ cardId: uuid })
export const transferParams = z.object({ transferId: uuid })

export const newCard = z
  .strictObject({
    storeId: uuid,
    form,
    /** A number that stands on the card already; left out, the next of the brand's pattern. */
    number: number.optional(),
    validUntil: z.iso.date().nullable().optional(),
    activate: z.boolean().default(true),
  })
  .meta({ id: 'NewCard' })
export const cardRef = z.object({ id: z.string(), number: z.string(), state }).meta({ id: 'CardRef' })

export const cardBlock = z
  .strictObject({ storeId: uuid, why: z.enum(['lost', 'frozen']), reason, stopSpending: z.boolean().default(false) })
  .meta({ id: 'CardBlock' })
export const cardReason = z.strictObject({ storeId: uuid, reason }).meta({ id: 'CardReason' })
export const cardReplacement = z
  .strictObject({ storeId: uuid, kind: z.enum(['reissue', 'swap']), form: form.optional(), number: number.optional(), reason })
  .meta({ id: 'CardReplacement' })

export const card = z
  .object({
    id: z.string(),
    memberId: z.string(),
    memberNumber: z.string(),
    number: z.string(),
    form,
    state,
    validUntil: z.string().nullable(),
    stopsSpending: z.boolean(),
    storeId: z.string(),
    issuedAt: z.string(),
    activatedAt: z.string().nullable(),
    replacesNumber: z.string().nullable(),
    replacedByNumber: z.string().nullable(),
    events: z.array(
      z.object({ verb: z.string(), reason: z.string(), at: z.string(), storeId: z.string(), actorName: z.string().nullable() }),
    ),
  })
  .meta({ id: 'Card' })
export const memberCards = z
  .object({
    cards: z.array(card),
    hasPin: z.boolean(),
    pinSetAt: z.string().nullable(),
    pinLockedUntil: z.string().nullable(),
    isSpendingStopped: z.boolean(),
  })
  .meta({ id: 'MemberCards' })
export const cardQuery = z.object({ ...pageQuery, number: number.optional(), state: state.optional() })
export const cardPage = pageOf(card)
export const cardState = z.object({ cardId: z.string(), state })
export const cardFace = z.object({ cardId: z.string(), number: z.string(), svg: z.string() }).meta({ id: 'CardFace' })
export const phoneCode = z.object({ cardId: z.string(), text: z.string(), showUntil: z.string() }).meta({ id: 'PhoneCode' })

/** Six digits, none that everybody would try. */
export const memberPin = pinSchema.refine((pin) => /^\d{6}$/.test(pin), { message: 'six digits' })
export const pinChange = z
  .strictObject({
    storeId: uuid,
    pin: memberPin,
    current: z
      .string()
      .regex(/^\d{6}$/)
      .nullable()
      .default(null),
  })
  .meta({ id: 'MemberPinChange' })
export const pinReset = z
  .strictObject({
    storeId: uuid,
    pin: memberPin,
    reason: z.enum(RESET_REASONS),
    identity: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('phone_last4'), last4: z.string().regex(/^\d{4}$/) }),
      z.strictObject({ kind: z.literal('document') }),
    ]),
    /** The PIN of the person signed in, typed again. */
    staffPin: z.string().regex(/^\d{4,8}$/),
  })
  .meta({ id: 'MemberPinReset' })
export const pinSet = z.object({ memberId: z.string(), hasPin: z.boolean() })

export const newProof = z
  .strictObject({
    storeId: uuid,
    /** The most that may be spent with it. */
    limitFen: amount,
    secret: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('pin'), pin: z.string().regex(/^\d{6}$/) }),
      z.strictObject({ kind: z.literal('gift_code'), code: z.string().trim().min(1).max(40) }),
    ]),
  })
  .meta({ id: 'NewPinProof' })
export const proof = z.object({ id: z.string(), limitFen: fen, expiresAt: z.string() }).meta({ id: 'PinProof' })

export const giftCard = z
  .object({
    id: z.string(),
    memberId: z.string(),
    holderNumber: z.string(),
    state: z.enum(['open', 'claimed']),
    storeId: z.string(),
    issuedAt: z.string(),
    issuedByName: z.string().nullable(),
    soldFen: fen,
    balanceFen: fen,
    revealedCount: z.number().int(),
    claimedByMemberId: z.string().nullable(),
    claimedByNumber: z.string().nullable(),
    claimedAt: z.string().nullable(),
  })
  .meta({ id: 'GiftCard' })
export const giftQuery = z.object({ ...pageQuery, storeId: uuid, state: z.enum(['open', 'claimed']).optional() })
export const giftPage = pageOf(giftCard)

const party = z.object({ memberId: z.string(), name: z.string().nullable(), number: z.string() })
export const transfer = z
  .object({
    id: z.string(),
    kind: z.enum(['whole', 'part', 'claim']),
    number: z.string(),
    storeId: z.string(),
    storeName: z.string(),
    businessDay: z.string(),
    from: party,
    to: party,
    cardNumber: z.string().nullable(),
    termsVersion: z.number().int().nullable(),
    reason: z.string(),
    valueFen: fen,
    noticedAt: z.string(),
    recordedAt: z.string(),
    recordedByName: z.string().nullable(),
    lines: z.array(
      z.object({
        fromLotId: z.string(),
        toLotId: z.string(),
        name: z.string(),
        kind: z.string(),
        unit: z.string(),
        quantity: fen,
        valueFen: fen,
      }),
    ),
  })
  .meta({ id: 'Transfer' })
export const transferPage = pageOf(transfer)
