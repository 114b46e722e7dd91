import { describe, expect, it } from 'vitest'
import { Keyring, newKey } from './crypto.ts'

const master = newKey()
const brandId = '01999999-0000-7000-8000-000000000001'
const rowId = '01999999-0000-7000-8000-00000000000a'
const otherRowId = '01999999-0000-7000-8000-00000000000b'

function keyring() {
  return Keyring.unwrap(master, brandId, Keyring.wrapNew(master, brandId))
}

describe('sealed fields', () => {
  it('open again with the row key as it is stored, and never look alike twice', () => {
    const keys = keyring()
    const { rowKey, wrapped } = keys.newRowKey('member', rowId)
    const sealed = rowKey.seal('phone', '13800138000')
    expect(sealed.includes(Buffer.from('13800138000'))).toBe(false)
    expect(rowKey.seal('phone', '13800138000').equals(sealed)).toBe(false)
    expect(keys.openRowKey('member', rowId, wrapped).open('phone', sealed)).toBe('13800138000')
  })

  it('do not open in another column, row, table or brand, nor when one bit is changed', () => {
    const keys = keyring()
    const { rowKey, wrapped } = keys.newRowKey('member', rowId)
    const sealed = rowKey.seal('name', '单小云')
    expect(() => rowKey.open('notes', sealed)).toThrow()
    expect(() => keys.openRowKey('member', otherRowId, wrapped)).toThrow()
    expect(() => keys.openRowKey('staff', rowId, wrapped)).toThrow()
    expect(() => keyring().openRowKey('member', rowId, wrapped)).toThrow()
    const bent = Buffer.from(sealed)
    bent[20] = (bent[20] ?? 0) ^ 1
    expect(() => rowKey.open('name', bent)).toThrow()
    expect(() => rowKey.open('name', Buffer.alloc(5))).toThrow()
  })

  it('cannot be opened with another master key', () => {
    const wrapped = Keyring.wrapNew(master, brandId)
    expect(() => Keyring.unwrap(newKey(), brandId, wrapped)).toThrow()
    expect(() => Keyring.unwrap(master, rowId, wrapped)).toThrow()
  })
})

describe('blind index tokens', () => {
  it('are the same for the same value under one brand, and differ by kind and by brand', () => {
    const wrapped = Keyring.wrapNew(master, brandId)
    const a = Keyring.unwrap(master, brandId, wrapped)
    const again = Keyring.unwrap(master, brandId, wrapped)
    expect(a.token('last4', '8000')).toBe(again.token('last4', '8000'))
    expect(a.token('last4', '8000')).not.toBe(a.token('number', '8000'))
    expect(a.token('last4', '8000')).not.toBe(keyring().token('last4', '8000'))
    expect(BigInt.asIntN(64, BigInt(a.token('phone', '1')))).toBe(BigInt(a.token('phone', '1')))
  })
})
