import { problem } from '../../platform/errors.ts'

export const ClockMovedBack = problem(
  'clock_moved_back',
  409,
  'The clock stands before the opening of this shift: set it right, then close',
)
export const CloseBlocked = problem('close_blocked', 409, 'Something is not finished yet and has to be before the drawer is closed')
export const CountUnknown = problem('count_unknown', 422, 'Count the drawer first: this is not its last count')
export const ExpectedChanged = problem('expected_changed', 409, 'Cash moved since the drawer was counted: count it again')
export const VarianceReasonNeeded = problem('variance_reason_needed', 422, 'Such a difference needs a reason')
export const VarianceApprovalNeeded = problem('variance_approval_needed', 403, 'Such a difference needs the approval of another person')
export const TakenTooMuch = problem('taken_too_much', 422, 'That is more than was counted in the drawer')
export const ReceiverUnfit = problem('receiver_unfit', 403, 'That person cannot take this drawer over')
export const DayClosed = problem('day_closed', 409, 'This business day was closed before')
export const DayAhead = problem('day_ahead', 409, 'This business day has not begun yet')
export const DayEmpty = problem('day_empty', 409, 'No shift of this store belongs to that day')
