import { describe, expect, it } from 'vitest'
import { isLocal, slugOf } from './rules.ts'

describe('the short name of a brand', () => {
  it.each([
    ['云鬓', 'yunbin'],
    ['绿光 Salon', 'lvguangsalon'],
    ['88号美发', 'haomeifa'],
    ['!!', 'shop'],
    ['一间名字长得不得了的美容美发养生会所旗舰店', 'yijianmingzichangdebudeliaodem'],
  ])('%s → %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
    expect(slug).toMatch(/^[a-z][a-z0-9_]{1,30}$/)
  })
})

describe('a request from the own machine', () => {
  it('comes from loopback and through no proxy', () => {
    expect(isLocal('127.0.0.1', {})).toBe(true)
    expect(isLocal('::1', {})).toBe(true)
    expect(isLocal('::ffff:127.0.0.1', {})).toBe(true)
    expect(isLocal('192.168.1.8', {})).toBe(false)
    expect(isLocal('127.0.0.1', { 'x-forwarded-for': '1.2.3.4' })).toBe(false)
    expect(isLocal('127.0.0.1', { forwarded: 'for=1.2.3.4' })).toBe(false)
  })
})
