/** Who signs in, what they may do, and what a second person approves. */
export { ABILITIES, type Action, type Subject } from './abilities.ts'
export { abilitiesOf, actorOf, canSeePhone, type Grant } from './actor.ts'
export { authenticate } from './authenticate.ts'
