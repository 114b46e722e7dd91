import { problem } from '../../platform/errors.ts'

export const TillUnknown = problem('till_unknown', 422, 'There is no such till in this store')
export const TillInUse = problem('till_in_use', 409, 'A till with an open shift cannot be put away: close the shift first')
export const LastTill = problem('last_till', 409, 'A store keeps at least one till')
export const ShiftAlreadyOpen = problem('shift_already_open', 409, 'A shift is open at this till already')
export const ShiftClosed = problem('shift_closed', 409, 'This shift was closed before')
export const FloatDiffers = problem(
  'float_differs',
  409,
  'The float is what the last closing left in the drawer; record a difference as cash put in or taken out',
)
export const ThresholdsUnfit = problem('thresholds_unfit', 422, 'Approval cannot be needed for less than a reason is')
