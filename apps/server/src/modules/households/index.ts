/** Households: whose lots somebody else may use, and how much of them a day. */
export { HouseholdTaken } from './errors.ts'
export { householdOf, type LotSource, lotSourcesOf } from './queries.ts'
export { deleteMembers as leaveHousehold, moveMember as moveHouseholdMember, putBackMember } from './store.ts'
export { addHouseholdMember, createHousehold, setHouseholdLimits } from './verbs.ts'
