import { problem } from '../../platform/errors.ts'

export const LotUnusable = problem('lot_unusable', 409, 'Nothing can be taken from this card or balance')
export const LotInUse = problem('lot_in_use', 409, 'Part of it is promised to a booking or an open bill')
export const LotAlreadyFrozen = problem('lot_already_frozen', 409, 'It is frozen already')
export const LotNotFrozen = problem('lot_not_frozen', 409, 'It is not frozen')
export const HoldTooLarge = problem('hold_too_large', 409, 'Less than that is left')
export const HoldEnded = problem('hold_ended', 409, 'This reservation was used or released before')
export const TransferTooMuch = problem('transfer_too_much', 422, 'There is less of it to transfer')
export const TransferUnsplittable = problem('transfer_unsplittable', 422, 'An unlimited pass goes to another member whole or not at all')
export const TransferNothing = problem('transfer_nothing', 409, 'There is nothing to transfer')
