import { problem } from '../../platform/errors.ts'

export const NumberTaken = problem('number_taken', 409, 'Another member has this number')
export const LevelUnfit = problem('level_unfit', 422, 'There is no such level')
export const StoreUnfit = problem('store_unfit', 422, 'There is no such store')
export const TagUnfit = problem('tag_unfit', 422, 'There is no such tag')
export const TagTaken = problem('tag_taken', 409, 'There is a tag of this name already')
export const LevelNameTaken = problem('level_name_taken', 409, 'There is a level of this name already')
export const PhoneInvalid = problem('phone_invalid', 422, 'This is not a mobile phone number')
export const BirthdayInvalid = problem('birthday_invalid', 422, 'There is no such day in this calendar')
export const AdviserUnfit = problem('adviser_unfit', 422, 'There is no such colleague')
export const MemberMerged = problem('member_merged', 409, 'This record was merged into another; go on there')
export const RevealBurst = problem('reveal_burst', 429, 'Too many phones shown in full in a short time')
