import { problem } from '../../platform/errors.ts'

export const MergeHasHeldBills = problem('merge_has_held_bills', 409, 'The record to be merged has bills on hold')
export const MergeHasHolds = problem('merge_has_holds', 409, 'Something that the record to be merged owns is promised')
export const MergeHouseholdsDiffer = problem('merge_households_differ', 409, 'The two belong to different households')
