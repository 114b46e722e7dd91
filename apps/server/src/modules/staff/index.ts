/** The people of the shop: who they are, where they work, how they sign in. */
export { createStaff, type NewStaff } from './create-staff.ts'
export { LastOwner, StaffCodeTaken } from './errors.ts'
export { listPerformers } from './queries.ts'
export { type Performer, POSITIONS, type Position, type Staff } from './rules.ts'
export { type AccountChange, setAccount } from './set-account.ts'
