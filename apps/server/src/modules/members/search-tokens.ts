/**
 * What a member can be found by. A member is stored with the tokens of `entriesOf`; a search asks for those of `classify`. Entries are
 * plain text here and leave this room only as keyed hashes (Keyring.token), so that the table of tokens tells nothing.
 */
import { pinyin } from 'pinyin-pro'
import type { FieldVisibility } from '../fields/index.ts'
import { parsePhone } from './phone.ts'
import type { Birthday } from './rules.ts'

export type EntryKind =
  | 'phone'
  | 'last4'
  | 'name'
  | 'full_name'
  | 'pinyin'
  | 'initials'
  | 'number'
  | 'tag'
  | 'level'
  // What the brand's own fields say, in words, by the circle of those who may see them.
  | 'field'
  | 'adviser'
  // Days of a year: `solar|03-08`, `lunar|12-30`.
  | 'birthday'
  | 'joined'
  // Spent in a year at least this much; kept by the nightly statistics, not by changes of a member.
  | 'spend'

export interface Entry {
  kind: EntryKind
  value: string
}

/** Longest part of a name, and longest run of letters, that has an entry of its own. */
const MAX_PART = 8
const MAX_LETTERS = 12
/** Words of a field that are found, by their beginnings. */
const MAX_WORDS = 10

/** Surnames of two characters: what follows them is the given name. */
const COMPOUND_SURNAMES = new Set(
  '欧阳 上官 司马 司徒 司空 诸葛 尉迟 万俟 皇甫 夏侯 东方 公孙 令狐 长孙 慕容 宇文 端木 百里 呼延 轩辕 闻人 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 亓官 独孤 南宫 西门 第五 赫连 拓跋 完颜 纳兰'.split(
    ' ',
  ),
)

/** One form for all ways of writing a name: no width, case, accents, spaces or marks. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

export interface Findable {
  name: string
  /** E.164 */
  phone: string | null
  number: string
  /** Of every card they have or had: an old number finds them too. */
  cardNumbers: readonly string[]
  levelId: string
  tagIds: readonly string[]
  adviserId?: string | null
  birthday?: Birthday | null
  /** The day they became a member, `YYYY-MM-DD`. */
  joinedOn?: string
  fieldWords?: readonly { visibleTo: FieldVisibility; text: string }[]
  /** Other records of the same person, merged into this one: it is found by what they were found by. */
  merged?: readonly Known[]
}

/** What a person is looked for by at the desk. */
export interface Known {
  name: string
  phone: string | null
  number: string
}

/** Every entry a member is found by, each once. */
export function entriesOf(member: Findable): Entry[] {
  const entries: Entry[] = [
    ...[member, ...(member.merged ?? [])].flatMap(knownEntries),
    ...member.cardNumbers.flatMap(numberEntries),
    { kind: 'level', value: member.levelId },
    ...member.tagIds.map((value) => ({ kind: 'tag', value }) as const),
    ...fieldEntries(member.fieldWords ?? []),
  ]
  if (member.adviserId) entries.push({ kind: 'adviser', value: member.adviserId })
  if (member.birthday) entries.push({ kind: 'birthday', value: dayOfYear(member.birthday) })
  if (member.joinedOn) entries.push({ kind: 'joined', value: member.joinedOn.slice(5) })
  return [...new Map(entries.map((e) => [`${e.kind}|${e.value}`, e])).values()]
}

function knownEntries({ name, phone, number }: Known): Entry[] {
  return [...phoneEntries(phone), ...nameEntries(name), ...numberEntries(number)]
}

/** A birthday without its year; a leap month's under the plain month, as it is celebrated there in most years. */
export function dayOfYear({ calendar, month, day }: Pick<Birthday, 'calendar' | 'month' | 'day'>): string {
  return `${calendar}|${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Words are found by their beginnings, of two characters and more. */
function fieldEntries(words: NonNullable<Findable['fieldWords']>): Entry[] {
  return words.flatMap(({ visibleTo, text }) =>
    text
      .split(/[^\p{L}\p{N}.-]+/u)
      .slice(0, MAX_WORDS)
      .flatMap((word) => {
        const characters = [...fold(word)].slice(0, MAX_PART)
        return characters
          .slice(1)
          .map((_, index): Entry => ({ kind: 'field', value: fieldValueOf(visibleTo, characters.slice(0, index + 2)) }))
      }),
  )
}

function fieldValueOf(circle: FieldVisibility, characters: readonly string[]): string {
  return `${circle}|${characters.slice(0, MAX_PART).join('')}`
}

/** What somebody who is no member is found by, as members are: name and phone. A phone that is no mobile number is found by its digits. */
export function contactEntries({ name, phone }: { name: string; phone: string }): Entry[] {
  const digits = phone.replaceAll(/\D/g, '')
  const plain: Entry[] =
    digits.length < 4
      ? []
      : [
          { kind: 'phone', value: digits },
          { kind: 'last4', value: digits.slice(-4) },
        ]
  const mobile = phoneEntries(parsePhone(phone)?.e164 ?? null)
  return [...new Map([...nameEntries(name), ...plain, ...mobile].map((e) => [`${e.kind}|${e.value}`, e])).values()]
}

function phoneEntries(e164: string | null): Entry[] {
  const phone = e164 === null ? null : parsePhone(e164)
  if (phone === null) return []
  const entries: Entry[] = [
    { kind: 'phone', value: phone.e164 },
    { kind: 'last4', value: phone.national.slice(-4) },
  ]
  // A number of China is understood without its country code; others are also found by what is dialled inside theirs.
  if (phone.country !== 'CN') entries.push({ kind: 'phone', value: phone.national })
  return entries
}

export function numberEntries(number: string): Entry[] {
  const digits = significantDigits(number)
  const entries: Entry[] = [{ kind: 'number', value: number }]
  if (digits !== '' && digits !== number) entries.push({ kind: 'number', value: digits })
  return entries
}

/** `M000123` → `123`; empty when the number does not end in digits after a prefix of letters. */
function significantDigits(number: string): string {
  return /^[A-Z]*0*([0-9]+)$/.exec(number)?.[1] ?? ''
}

function nameEntries(name: string): Entry[] {
  const folded = fold(name)
  const entries: Entry[] = [{ kind: 'full_name', value: folded }]
  for (const part of partsOf([...folded], MAX_PART)) {
    // Parts in Latin letters alone are never asked for: such a search goes by pinyin.
    if (/[^a-z0-9]/.test(part)) entries.push({ kind: 'name', value: part })
  }
  const surnameLength = COMPOUND_SURNAMES.has([...folded].slice(0, 2).join('')) ? 2 : 1
  for (const units of readingsOf(name)) {
    const starts = units.flatMap((unit, index) => (index === 0 || index === surnameLength || unit.isLatin ? [index] : []))
    for (const start of starts) {
      const letters = units
        .slice(start)
        .map((u) => u.letters)
        .join('')
      for (let n = 1; n <= Math.min(letters.length, MAX_LETTERS); n += 1) entries.push({ kind: 'pinyin', value: letters.slice(0, n) })
    }
    const initials = units.map((u) => u.letters.slice(0, 1))
    for (const value of partsOf(initials, MAX_PART)) entries.push({ kind: 'initials', value })
  }
  return entries
}

interface Unit {
  /** A syllable, or a whole run of Latin letters or digits. */
  letters: string
  isLatin: boolean
}

/** The ways a name may be read aloud: as a surname and plainly (单: shan, dan), and ü typed as v or u. */
function readingsOf(name: string): Unit[][] {
  // Words of Latin letters stay apart, so that each can be looked for.
  const words = name
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
  const readings = (['head', 'off'] as const).flatMap((surname) => {
    const units = unitsOf(words, surname)
    const withU = units.map((u) => ({ ...u, letters: u.isLatin ? u.letters : u.letters.replace('v', 'u') }))
    return [units, withU]
  })
  return [...new Map(readings.map((units) => [units.map((u) => u.letters).join(' '), units])).values()]
}

function unitsOf(words: string, surname: 'head' | 'off'): Unit[] {
  const units: Unit[] = []
  let isOpen = false
  for (const c of pinyin(words, { toneType: 'none', type: 'all', v: true, surname })) {
    const letters = c.result.replaceAll(/[^a-z0-9]/g, '')
    const last = units.at(-1)
    if (!c.isZh && isOpen && last && letters !== '') last.letters += letters
    else if (letters !== '') units.push({ letters, isLatin: !c.isZh })
    isOpen = !c.isZh && letters !== ''
  }
  return units
}

/** Every run of neighbours up to `max` long, each once. */
function partsOf(characters: readonly string[], max: number): string[] {
  const parts = new Set<string>()
  for (let start = 0; start < characters.length; start += 1) {
    for (let end = start + 1; end <= Math.min(characters.length, start + max); end += 1) parts.add(characters.slice(start, end).join(''))
  }
  return [...parts]
}

/** What to look for: members with any of `anyOf` and all of `allOf`. */
export interface Search {
  anyOf: Entry[]
  allOf: Entry[]
}

/**
 * Understands what was typed at the desk: four digits as the end of a phone or a number, 7 to 15 as a phone or a number, other digits as a
 * number; letters as pinyin, initials or a number; anything else as part of a name.
 * @param canSeePhone without it whole phone numbers are not looked for, so that nobody can guess them one by one
 * @param circles whose fields are looked through; none without
 * @returns null when nothing can be looked for
 */
export function classify(q: string, canSeePhone: boolean, circles: readonly FieldVisibility[] = []): Search | null {
  const typed = fold(q)
  if (typed === '') return null
  const search = classifyKnown(q, typed, canSeePhone)
  const fields = [...typed].length < 2 ? [] : circles.map((c) => ({ kind: 'field', value: fieldValueOf(c, [...typed]) }) as const)
  // A long part of a name is looked for by its head and its tail together; what a field says has no tail.
  return search.allOf.length > 0 ? search : { ...search, anyOf: [...search.anyOf, ...fields] }
}

function classifyKnown(q: string, typed: string, canSeePhone: boolean): Search {
  if (/^[0-9]+$/.test(typed)) return { anyOf: digitEntries(q, typed, canSeePhone), allOf: [] }
  if (/^[a-z0-9]+$/.test(typed)) {
    const letters = typed.slice(0, MAX_LETTERS)
    return {
      anyOf: [
        { kind: 'pinyin', value: letters },
        { kind: 'initials', value: typed.slice(0, MAX_PART) },
        { kind: 'number', value: typed.toUpperCase() },
      ],
      allOf: [],
    }
  }
  const characters = [...typed]
  const head: Entry = { kind: 'name', value: characters.slice(0, MAX_PART).join('') }
  const tail: Entry = { kind: 'name', value: characters.slice(-MAX_PART).join('') }
  return { anyOf: [head], allOf: characters.length > MAX_PART ? [tail] : [] }
}

function digitEntries(q: string, digits: string, canSeePhone: boolean): Entry[] {
  const entries: Entry[] = [{ kind: 'number', value: digits }]
  const significant = significantDigits(digits)
  if (significant !== digits) entries.push({ kind: 'number', value: significant })
  if (digits.length === 4) entries.push({ kind: 'last4', value: digits })
  if (digits.length < 7 || digits.length > 15 || !canSeePhone) return entries
  const phone = parsePhone(q)
  const forms = new Set([digits, `+${digits}`, ...(phone ? [phone.e164] : [])])
  return [...entries, ...[...forms].map((value) => ({ kind: 'phone', value }) as const)]
}
