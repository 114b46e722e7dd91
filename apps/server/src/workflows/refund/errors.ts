import { problem } from '../../platform/errors.ts'

export const TicketNotCompleted = problem('ticket_not_completed', 409, 'Only a completed bill can be refunded or voided')
export const LineUnknown = problem('line_unknown', 422, 'This line is not on the bill')
export const RefundTooMuch = problem('refund_too_much', 422, 'That is more than was sold and not refunded yet')
export const PrepaidUsed = problem('prepaid_used', 409, 'Part of this top-up or pass was used or promised: it cannot simply be taken back')
export const PrepaidTransferred = problem(
  'prepaid_transferred',
  409,
  'Part of this top-up or pass belongs to another member now: it cannot be taken back from the buyer',
)
export const PayoutNotAllowed = problem('payout_not_allowed', 422, 'This payment goes back where it came from')
export const RefundChanged = problem('refund_changed', 409, 'The amount differs from the worksheet; look at it again')
export const RefundApprovalNeeded = problem('refund_approval_needed', 403, 'This refund needs the approval of another person')
export const DebtSettledFromWallet = problem(
  'debt_settled_from_wallet',
  409,
  'This was settled from stored value: refund the settlement first, then it is owed again',
)
export const VoidTooLate = problem('void_too_late', 409, 'Only a bill of this business day can be voided: refund it instead')
export const VoidShiftClosed = problem('void_shift_closed', 409, 'The shift of this bill was closed and counted: refund it instead')
export const VoidAfterRefund = problem('void_after_refund', 409, 'Part of this bill was refunded: refund the rest instead')
