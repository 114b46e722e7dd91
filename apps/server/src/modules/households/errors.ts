import { problem } from '../../platform/errors.ts'

export const HouseholdTaken = problem('household_taken', 409, 'This member belongs to a household already')
export const HouseholdNeedsOwner = problem('household_needs_owner', 422, 'A household needs an owner whose money is used')
export const HouseholdMemberUnfit = problem('household_member_unfit', 422, 'There is no such member')
