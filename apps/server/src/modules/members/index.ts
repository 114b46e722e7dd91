export { openMemberNames } from './open-names.ts'
