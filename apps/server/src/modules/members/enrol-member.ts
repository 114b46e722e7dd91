import { together } from '../../platform/connection.ts'
import { authorize, inScope, type WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { dateIn } from '../../platform/time.ts'
import { changeValues, fieldsOf, searchWords } from '../fields/index.ts'
import { AdviserUnfit, BirthdayInvalid, LevelUnfit, NumberTaken, PhoneInvalid, StoreUnfit, TagUnfit } from './errors.ts'
import { phoneHash, sealNewPerson, tokensOf } from './person.ts'
import { parsePhone } from './phone.ts'
import { type Birthday, isBirthday } from './rules.ts'
import { type MemberRef, type NewMemberInput, newMember } from './schemas.ts'
import { enrolmentBasis, insertMember } from './store.ts'

const MAX_NUMBER_TRIES = 20

/**
 * Enrols a member: three statements in two packets, whatever they bring. Their wallet is opened by the workflow that calls this.
 * Families share phones, so a phone that is known already is no obstacle; `memberDuplicates` warns at entry.
 * Any level but the lowest takes the ability `manage Level`, at enrolment as later.
 * @throws PhoneInvalid, BirthdayInvalid, StoreUnfit, AdviserUnfit, LevelUnfit, TagUnfit, NumberTaken, FieldsInvalid, Forbidden
 */
export async function enrolMember(ctx: WriteCtx, input: NewMemberInput): Promise<MemberRef & { memberNo: number }> {
  const member = newMember.parse(input)
  const phone = phoneOf(member.phone)
  checkBirthday(ctx, member.birthday)
  const tagIds = [...new Set(member.tagIds)]
  const { levelId: wantedLevelId = null, number: wantedNumber = null } = member
  const [basis, fields] = await together([
    basisOf(ctx, { ...member, levelId: wantedLevelId, tagIds, number: wantedNumber }),
    fieldsOf(ctx, 'member'),
  ])
  if (basis.isTaken) throw new NumberTaken({ number: basis.number })
  if (basis.zone === null || !inScope(ctx.actor, member.homeStoreId)) throw new StoreUnfit({ storeId: member.homeStoreId })
  if (basis.levelId === null) throw new LevelUnfit({ levelId: member.levelId ?? null })
  if (basis.levelId !== basis.lowestLevelId) authorize(ctx, 'manage', 'Level')
  if (basis.tagCount !== tagIds.length) throw new TagUnfit()
  if (!basis.hasAdviser) throw new AdviserUnfit({ staffId: member.adviserId })
  const id = newId()
  const { number, memberNo, levelId, zone } = basis
  const { name, birthday, adviserId } = member
  // The system (imports, demo data) takes people as they come; a form at the counter asks for what has to be filled.
  const values = changeValues(ctx, fields, {}, member.fields, ctx.actor.id !== null)
  const person = { ...member, phone, fields: values }
  await insertMember(
    ctx,
    {
      id,
      memberNo,
      number,
      levelId,
      homeStoreId: member.homeStoreId,
      sex: member.sex,
      source: member.source,
      adviserId,
      phoneHash: phoneHash(ctx.brand, phone),
      ...sealNewPerson(ctx.brand, id, person),
    },
    tokensOf(ctx.brand, {
      ...{ name, phone, number, cardNumbers: [], levelId, tagIds, adviserId, birthday },
      joinedOn: dateIn(ctx.now, zone),
      fieldWords: searchWords(fields, values),
    }),
    tagIds,
  )
  ctx.audit({ action: 'member.enrol', subjectKind: 'Member', subjectId: id, storeId: member.homeStoreId, detail: { number, levelId } })
  return { id, number, version: 1, memberNo }
}

/** A number of the system's own that somebody took by hand is passed over. */
async function basisOf(ctx: WriteCtx, input: Parameters<typeof enrolmentBasis>[1]) {
  let basis = await enrolmentBasis(ctx, input)
  for (let tries = 1; basis.isTaken && input.number === null && tries < MAX_NUMBER_TRIES; tries += 1) {
    basis = await enrolmentBasis(ctx, input)
  }
  return basis
}

/** The one form in which a phone is kept. @throws PhoneInvalid */
export function phoneOf(text: string | null): string | null {
  if (text === null) return null
  const phone = parsePhone(text)
  if (phone === null) throw new PhoneInvalid({}, [{ path: 'phone', code: 'phone_invalid', message: 'not a mobile phone number' }])
  return phone.e164
}

/** @throws BirthdayInvalid when there is no such day, or it has not come yet anywhere on earth */
export function checkBirthday(ctx: WriteCtx, birthday: Birthday | null): void {
  const latest = ctx.now.toZonedDateTimeISO('Pacific/Kiritimati').toPlainDate().toString()
  if (birthday === null || isBirthday(birthday, latest)) return
  throw new BirthdayInvalid({}, [{ path: 'birthday', code: 'birthday_invalid', message: 'there is no such day in this calendar' }])
}
