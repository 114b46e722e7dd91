import { problem } from '../../platform/errors.ts'

export const StoreCodeTaken = problem('store_code_taken', 409, 'Another store has this code')
export const RoleUnknown = problem('role_unknown', 422, 'There is no such role')
export const ProfileUnknown = problem('profile_unknown', 422, 'There is no such set of caps')
