import { problem } from '../../platform/errors.ts'

export const TransferToSelf = problem('transfer_to_self', 422, 'It belongs to this member already')
export const TransferNoticeEarly = problem('transfer_notice_early', 422, 'A notice cannot reach the shop in the future')
export const TransferChanged = problem('transfer_changed', 409, 'What is transferred is worth something else by now; look at it again')
