import { problem } from '../../platform/errors.ts'

export const CardNumberTaken = problem('card_number_taken', 409, 'Another card or member has this number')
export const CardNumberUnfit = problem('card_number_unfit', 422, 'A card cannot bear this number')
export const CardStateUnfit = problem('card_state_unfit', 409, 'A card in this state cannot do that')
export const CardQrCounterfeit = problem('card_qr_counterfeit', 422, 'This QR was not made by this brand')
export const CardQrStale = problem('card_qr_stale', 409, 'This QR has changed meanwhile: show the phone again')
export const CardDead = problem('card_dead', 409, 'This card is not in use any more')
export const MemberUnfit = problem('member_unfit', 422, 'This is nobody who can hold a card')
export const MemberPinWrong = problem('member_pin_wrong', 403, 'The payment PIN is not right')
export const MemberPinLocked = problem('member_pin_locked', 429, 'Too many wrong payment PINs; wait before the next try')
export const MemberPinMissing = problem('member_pin_missing', 409, 'The member has no payment PIN yet')
export const MemberPinExists = problem('member_pin_exists', 409, 'The member has a payment PIN: the old one is needed to change it')
export const IdentityUnproven = problem('identity_unproven', 403, 'That is not the end of the phone number we know')
export const PinProofInvalid = problem('pin_proof_invalid', 403, 'The payment PIN was given for something else, was used, or has run out')
export const GiftCodeUnknown = problem('gift_code_unknown', 404, 'There is no gift card with this code')
export const GiftCodeLocked = problem('gift_code_locked', 429, 'Too many unknown codes; wait before the next try')
export const GiftCardClaimed = problem('gift_card_claimed', 409, 'This gift card belongs to a member already')
export const GiftCardUnpaid = problem('gift_card_unpaid', 409, 'This gift card is not paid yet')
export const PinNeeded = problem('pin_needed', 403, 'Spending this much takes the payment PIN of the member, or the code of the gift card')
export const PinNotSet = problem('pin_not_set', 409, 'Spending this much takes a payment PIN, and the member has none yet')
export const SpendingStopped = problem(
  'spending_stopped',
  409,
  'A card of this member is reported lost, and their money rests until it is found or replaced',
)
