import { problem } from '../../platform/errors.ts'

export const SignInFailed = problem('sign_in_failed', 401, 'The name or the password is not right')
export const AccountLocked = problem('account_locked', 429, 'Too many wrong passwords; wait before the next try')
export const BrandRequired = problem('brand_required', 422, 'There are several brands here; say which one')
export const PasswordWrong = problem('password_wrong', 403, 'The present password is not right')
export const PinWrong = problem('pin_wrong', 403, 'The PIN is not right')
export const PinLocked = problem('pin_locked', 429, 'Too many wrong PINs; wait before the next try')
export const ApprovalOwn = problem('approval_own', 403, 'Nobody approves what they ask for themselves')
export const ApprovalBeyondLimit = problem('approval_beyond_limit', 403, 'This is more than that person may approve')
export const ApproverUnfit = problem('approver_unfit', 403, 'That person may not approve this in this store')
export const ApprovalInvalid = problem('approval_invalid', 403, 'The approval was used, has run out, or covers something else')
export const SignInNameTaken = problem('sign_in_name_taken', 409, 'Somebody else signs in with this name')
