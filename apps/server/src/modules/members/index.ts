/** Members: who they are, how they are found, their level and tags. */
import { FieldsInvalid } from '../fields/index.ts'
import { AdviserUnfit, BirthdayInvalid, LevelUnfit, NumberTaken, PhoneInvalid, StoreUnfit, TagUnfit } from './errors.ts'

export { addCardNumber, moveCardNumber } from './card-numbers.ts'
export { createHolder } from './create-holder.ts'
export { createTag } from './create-tag.ts'
export { listDuplicateGroups } from './duplicates.ts'
export { enrolMember } from './enrol-member.ts'
export { MemberMerged, MergeBuiltUpon, MergeOver, MergeUnfit } from './errors.ts'
export { type MergeInput, mergeRecord, readRecord, tellApart, UNDO_DAYS, unmergeRecord } from './merge-record.ts'
export { type PlainRecord, proposedChoices } from './merge-rules.ts'
export { openMerges } from './merge-store.ts'
export { openMemberNames } from './open-names.ts'
export { contactTokens, keyOfPerson } from './person.ts'
export { maskPhone } from './phone.ts'
export { memberPhoneEnd } from './phone-end.ts'
export { forgetPhotos, lockRecordsOf } from './photo.ts'
export { listLevels, listTags, memberDetail, memberDuplicates, survivorOf } from './queries.ts'
export { recordsOf } from './records.ts'
export type { Level, MemberChange, MemberDetail, MemberRef, MemberRow, NewMemberInput, Tag } from './schemas.ts'
export { memberRef, memberRow, newMember } from './schemas.ts'
export { searchMembers, tokensOfSearch } from './search.ts'
export { seedLevels } from './seed-levels.ts'
export { setTags } from './set-tags.ts'
export { evaluateTagRules, refreshStats, reindexMembers } from './stats.ts'
export { createTagRule } from './tag-rules/verbs.ts'
export { updateLevel } from './update-level.ts'
export { updateMember } from './update-member.ts'

/** What enrolment may answer with. */
export const enrolmentErrors = [
  PhoneInvalid,
  BirthdayInvalid,
  StoreUnfit,
  LevelUnfit,
  AdviserUnfit,
  TagUnfit,
  NumberTaken,
  FieldsInvalid,
] as const
