import { problem } from '../../platform/errors.ts'

export const StaffCodeTaken = problem('staff_code_taken', 409, 'Somebody else has this code')
export const LastOwner = problem('last_owner', 409, 'The brand would be left without an owner who can sign in')
export const PasswordRequired = problem('password_required', 422, 'A new account needs a password')
