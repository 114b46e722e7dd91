/** Member cards, payment PINs, gift cards, and the notices of what changes hands. */

export { blockCard } from './block-card.ts'
export { foldNumber, groupGiftCode, type PaymentChannel, paymentChannelOf, readGiftCode } from './codes.ts'
export {
  CardDead,
  CardQrCounterfeit,
  CardQrStale,
  CardStateUnfit,
  GiftCardClaimed,
  GiftCardUnpaid,
  GiftCodeLocked,
  GiftCodeUnknown,
  MemberPinExists,
  MemberPinMissing,
  MemberUnfit,
  PinNeeded,
  PinNotSet,
  PinProofInvalid,
  SpendingStopped,
} from './errors.ts'
export { claimGiftCard, findByCode, issueGiftCard, revealCode } from './gift-card.ts'
export { findGift, type GiftCard } from './gift-store.ts'
export { findGuard } from './guard-store.ts'
export { issueCard } from './issue-card.ts'
export { giveProof, type PreparedPin, preparePin, setPin, useProof, verifyMemberPin } from './pin.ts'
export { looksLikeQr, readQr } from './qr.ts'
export { readTransfer } from './queries.ts'
export { handOverCard, replaceCard } from './replace-card.ts'
export { type Caps, cardObstacle, guardOf, overCap, type PinRule } from './rules.ts'
export { memberPin as memberPinSchema, transfer as transferSchema } from './schemas.ts'
export { type Card, findCard } from './store.ts'
export { postNotice } from './transfer-notice.ts'
