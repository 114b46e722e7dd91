import { describe, expect, it } from 'vitest'
import { eanCheckDigit, lettersOf, nextCode, type PassInput, passFault } from './rules.ts'

describe('lettersOf', () => {
  it.each([
    ['洗剪吹10次卡', 'xijianchui10cika', 'xjc10ck'],
    ['SPA护理', 'spahuli', 'spahl'],
    ['全头染发（短发）', 'quantouranfaduanfa', 'qtrfdf'],
    ['女士ＬＹＮ', 'nvshilyn', 'nslyn'],
  ])('%s → %s, %s', (name, pinyin, initials) => {
    expect(lettersOf(name)).toEqual({ pinyin, initials })
  })
})

describe('passFault', () => {
  const pass: PassInput = {
    validityDays: 30,
    validityFrom: 'sale',
    isUnlimited: false,
    components: [{ serviceItemId: 'a', sessions: 1, giftedSessions: 0 }],
  }
  const unlimited: PassInput = { ...pass, isUnlimited: true, components: [{ serviceItemId: 'a', sessions: 0, giftedSessions: 0 }] }

  it.each<[string, PassInput, ReturnType<typeof passFault>]>([
    ['one session', pass, null],
    ['gifts only', { ...pass, components: [{ serviceItemId: 'a', sessions: 0, giftedSessions: 1 }] }, null],
    ['no end', { ...pass, validityDays: null }, null],
    ['nothing in it', { ...pass, components: [] }, 'no_components'],
    ['no sessions', { ...pass, components: [{ serviceItemId: 'a', sessions: 0, giftedSessions: 0 }] }, 'no_sessions'],
    ['a service twice', { ...pass, components: [...pass.components, ...pass.components] }, 'service_twice'],
    ['unlimited', unlimited, null],
    ['unlimited without end', { ...unlimited, validityDays: null }, 'unlimited_needs_days'],
    ['unlimited from first use', { ...unlimited, validityFrom: 'first_use' }, 'unlimited_needs_days'],
    ['unlimited with sessions', { ...unlimited, components: pass.components }, 'unlimited_has_sessions'],
  ])('%s', (_what, input, fault) => {
    expect(passFault(input)).toBe(fault)
  })
})

describe('codes', () => {
  it('follow the highest in use', () => {
    expect(nextCode('service', 0)).toBe('S001')
    expect(nextCode('top_up', 999)).toBe('T1000')
  })

  it('of makers end in a check digit', () => {
    expect(eanCheckDigit('400638133393')).toBe(1)
    expect(eanCheckDigit('690123456789')).toBe(2)
  })
})
