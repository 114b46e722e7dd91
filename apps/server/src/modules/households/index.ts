/** Households: whose lots somebody else may use, and how much of them a day. */
export { HouseholdTaken } from './errors.ts'
export { householdOf } from './queries.ts'
export { lotSources, type RawCap, type ShareCap, shareCaps, shareCapsFrom } from './shares.ts'
export { deleteMembers as leaveHousehold, lockHouseholdOf, moveMember as moveHouseholdMember, putBackMember } from './store.ts'
export { addHouseholdMember, changeHouseholdMember, createHousehold, setHouseholdLimits } from './verbs.ts'
