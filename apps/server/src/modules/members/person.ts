/** The personal fields of a member, sealed under the person's own key, and the keyed hashes a member is found by. */
import type { RowKey } from '../../platform/crypto.ts'
import type { Brand } from '../../platform/ctx.ts'
import type { FieldValues } from '../fields/index.ts'
import type { Birthday } from './rules.ts'
import { contactEntries, type Entry, entriesOf, type Findable } from './search-tokens.ts'

/** Empty text and null are both "nothing": such a column stays null. */
export interface Person {
  name: string
  /** E.164 */
  phone: string | null
  birthday: Birthday | null
  preferences: string
  allergies: string
  notes: string
  /** Values of the brand's own fields, by the field's id. */
  fields?: FieldValues
}

/** A person as opened: an erased one has no name. */
export type OpenedPerson = Omit<Person, 'name' | 'fields'> & { name: string | null; fields: FieldValues }

export interface SealedPerson {
  contact_enc: Buffer | null
  birthday_enc: Buffer | null
  preferences_enc: Buffer | null
  allergies_enc: Buffer | null
  notes_enc: Buffer | null
  fields_enc: Buffer | null
}

/** The hash under which equal phones stand together. */
export function phoneHash(brand: Brand, phone: string | null): Buffer | null {
  if (phone === null) return null
  const hash = Buffer.alloc(8)
  hash.writeBigInt64BE(BigInt(brand.keys.token('phone', phone)))
  return hash
}

const TABLE = 'member'

/** What every list shows. */
type Contact = Pick<Person, 'name' | 'phone'>

function sealWith(key: RowKey, person: Person): SealedPerson {
  const sealed = (column: string, value: string | null) => (value === null || value === '' ? null : key.seal(column, value))
  return {
    contact_enc: sealed('contact', JSON.stringify({ name: person.name, phone: person.phone } satisfies Contact)),
    birthday_enc: sealed('birthday', person.birthday === null ? null : JSON.stringify(person.birthday)),
    preferences_enc: sealed('preferences', person.preferences),
    allergies_enc: sealed('allergies', person.allergies),
    notes_enc: sealed('notes', person.notes),
    fields_enc: Object.keys(person.fields ?? {}).length === 0 ? null : key.seal('fields', JSON.stringify(person.fields)),
  }
}

/** Seals a new person under a key of their own. */
export function sealNewPerson(brand: Brand, memberId: string, person: Person): SealedPerson & { person_key: Buffer } {
  const { rowKey, wrapped } = brand.keys.newRowKey(TABLE, memberId)
  return { person_key: wrapped, ...sealWith(rowKey, person) }
}

/** Seals a changed person under the key they have. */
export function sealPerson(brand: Brand, memberId: string, wrapped: Buffer, person: Person): SealedPerson {
  return sealWith(brand.keys.openRowKey(TABLE, memberId, wrapped), person)
}

/** Opens what a list shows. Of a person whose key was destroyed nothing is left. */
export function openContact(
  brand: Brand,
  row: { id: string; person_key: Buffer | null; contact_enc: Buffer | null },
): Contact | { name: null; phone: null } {
  if (row.person_key === null || row.contact_enc === null) return { name: null, phone: null }
  return JSON.parse(brand.keys.openRowKey(TABLE, row.id, row.person_key).open('contact', row.contact_enc)) as Contact
}

/** Opens all of a person; of one whose key was destroyed nothing is left. */
export function openPerson(brand: Brand, row: SealedPerson & { id: string; person_key: Buffer | null }): OpenedPerson {
  const contact = openContact(brand, row)
  if (row.person_key === null) return { ...contact, birthday: null, preferences: '', allergies: '', notes: '', fields: {} }
  const key = brand.keys.openRowKey(TABLE, row.id, row.person_key)
  const text = (column: string, sealed: Buffer | null) => (sealed ? key.open(column, sealed) : '')
  return {
    ...contact,
    birthday: row.birthday_enc ? (JSON.parse(key.open('birthday', row.birthday_enc)) as Birthday) : null,
    preferences: text('preferences', row.preferences_enc),
    allergies: text('allergies', row.allergies_enc),
    notes: text('notes', row.notes_enc),
    fields: row.fields_enc ? (JSON.parse(key.open('fields', row.fields_enc)) as FieldValues) : {},
  }
}

/** The key under which anything else of this person is sealed (notes, results, plans); null once it was destroyed. */
export function keyOfPerson(brand: Brand, row: { id: string; person_key: Buffer | null }): RowKey | null {
  return row.person_key === null ? null : brand.keys.openRowKey(TABLE, row.id, row.person_key)
}

/** The keyed hash of one entry, as the table of tokens holds it. */
export function tokenOf(brand: Brand, entry: Entry): string {
  return brand.keys.token(entry.kind, entry.value)
}

export function tokensOf(brand: Brand, member: Findable): string[] {
  return entriesOf(member).map((entry) => tokenOf(brand, entry))
}

/** The same of somebody who is no member: another room keeps them beside the name and phone it sealed. */
export function contactTokens(brand: Brand, contact: { name: string; phone: string }): string[] {
  return contactEntries(contact).map((entry) => tokenOf(brand, entry))
}
