/** Somebody who left a deposit and is no member: name and phone, sealed under a key of their own. */
import type { Brand } from '../../platform/ctx.ts'

export interface Contact {
  name: string
  phone: string
}

const TABLE = 'deposit'

export function sealContact(brand: Brand, depositId: string, contact: Contact): { person_key: Buffer; contact_enc: Buffer } {
  const { rowKey, wrapped } = brand.keys.newRowKey(TABLE, depositId)
  return { person_key: wrapped, contact_enc: rowKey.seal('contact', JSON.stringify(contact)) }
}

export function openDepositContact(brand: Brand, row: { id: string; personKey: Buffer | null; contactEnc: Buffer | null }): Contact | null {
  if (row.personKey === null || row.contactEnc === null) return null
  return JSON.parse(brand.keys.openRowKey(TABLE, row.id, row.personKey).open('contact', row.contactEnc)) as Contact
}
