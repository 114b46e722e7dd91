/** Who signs in, what they may do, and what a second person approves. */
export { ABILITIES, type Action, type Subject } from './abilities.ts'
export { abilitiesOf, actorOf, canSeePhone, type Grant } from './actor.ts'
export { type Act, type ApprovalRequest, approve, type GivenApproval } from './approve.ts'
export { authenticate } from './authenticate.ts'
export { ApprovalBeyondLimit, ApprovalInvalid, ApprovalOwn, SignInNameTaken } from './errors.ts'
export { type Limits, limitsOf } from './queries.ts'
export { type Approval, readApproval } from './store.ts'
export { type ApprovalUse, useApproval } from './use-approval.ts'
