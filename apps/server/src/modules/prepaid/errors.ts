import { problem } from '../../platform/errors.ts'

export const GrantUnknown = problem('prepaid_grant_unknown', 422, 'This member has no such top-up or pass')
export const PrepaidBlocked = problem('prepaid_blocked', 409, 'Part of it is frozen, or promised to a booking: thaw or release it first')
export const HistoryUnclear = problem(
  'prepaid_history_unclear',
  409,
  'What became of this top-up or pass is not wholly on record: it cannot be computed',
)
export const NothingDue = problem('prepaid_nothing_due', 409, 'By this rule nothing is due: the member keeps what is left')
export const CoolingOffUnavailable = problem(
  'cooling_off_unavailable',
  409,
  'The cooling-off right does not hold here: it is too late, or the service was known before',
)
export const RescissionDayInvalid = problem(
  'rescission_day_invalid',
  422,
  'A contract ends between the day it was paid and today; service stops no later than that',
)
export const PartialNotClean = problem(
  'prepaid_partial_not_clean',
  422,
  'So much cannot be split off without a fraction of a fen: take another amount, or all of it',
)
export const RateMissing = problem('interest_rate_missing', 409, 'No interest rate is on record for the day of the contract')
export const RulesMissing = problem('refund_rules_missing', 409, 'No refund rules are in force on the day the contract ended')
export const AlreadyRequested = problem(
  'prepaid_refund_open',
  409,
  'A refund of this top-up or pass was requested before and is still open',
)
export const RequestClosed = problem('prepaid_refund_closed', 409, 'This request was paid or cancelled before')
export const SheetChanged = problem('prepaid_refund_changed', 409, 'The amount differs from the worksheet that was seen; look at it again')
export const DeductionNotAllowed = problem(
  'gift_deduction_not_allowed',
  403,
  'Deducting the value of a gift is for a manager to decide, with a reason',
)
export const PayoutInvalid = problem('payout_invalid', 422, 'This part of the money cannot be paid that way')
export const PayoutIncomplete = problem('payout_incomplete', 422, 'The parts do not add up to what is due')
export const ApprovalNeeded = problem('prepaid_approval_needed', 403, 'Paying this much needs the approval of another person')
