import { describe, expect, it } from 'vitest'
import { CARD_STATES, cardObstacle, guardOf, mayBecome, overCap, type PinRule } from './rules.ts'

describe('a card', () => {
  it('goes from state to state only in these ways', () => {
    const ways = (verb: Parameters<typeof mayBecome>[1]) => CARD_STATES.filter((s) => mayBecome(s, verb))
    expect(ways('activate')).toEqual(['issued'])
    expect(ways('lose')).toEqual(['issued', 'active', 'frozen'])
    expect(ways('freeze')).toEqual(['active'])
    expect(ways('recover')).toEqual(['lost', 'frozen'])
    expect(ways('replace')).toEqual(['issued', 'active', 'lost', 'frozen'])
    expect(ways('close')).toEqual(['issued', 'active', 'lost', 'frozen'])
    expect(ways('hand_over')).toEqual(['active'])
  })

  it('is taken while it is active, through the end of its last day', () => {
    const card = { state: 'active' as const, validUntil: '2026-11-22' }
    expect(cardObstacle(card, '2026-11-22')).toBeNull()
    expect(cardObstacle(card, '2026-11-23')).toBe('expired')
    expect(cardObstacle({ state: 'lost', validUntil: null }, '2026-11-22')).toBe('lost')
  })
})

describe('what spending takes', () => {
  const rule = (thresholdFen: number | null, missing: PinRule['missing'] = 'allow') => ({ thresholdFen, missing })
  const withPin = { hasPin: true, isAnonymous: false }
  const without = { hasPin: false, isAnonymous: false }

  it('is the PIN above the threshold, always at 0, never at null', () => {
    expect(guardOf(50_000, withPin, rule(50_000))).toBe('none')
    expect(guardOf(50_001, withPin, rule(50_000))).toBe('pin')
    expect(guardOf(1, withPin, rule(0))).toBe('pin')
    expect(guardOf(0, withPin, rule(0))).toBe('none')
    expect(guardOf(10_000_000, withPin, rule(null))).toBe('none')
  })

  it('of a member without a PIN is what the brand chose', () => {
    expect(guardOf(50_001, without, rule(50_000))).toBe('pin_not_set')
    expect(guardOf(50_001, without, rule(50_000, 'refuse'))).toBe('pin_needed_first')
    expect(guardOf(50_000, without, rule(50_000, 'refuse'))).toBe('none')
  })

  it('of a gift card is its code, for every fen', () => {
    expect(guardOf(1, { hasPin: false, isAnonymous: true }, rule(null))).toBe('gift_code')
  })
})

describe('caps', () => {
  const national = { namedFen: 500_000, unnamedFen: 100_000, countBonus: false }

  it('hold the principal of a named card at 5,000.00 and of an unnamed one at 1,000.00', () => {
    expect(overCap({ principalFen: 500_000, bonusFen: 90_000 }, false, national)).toBeNull()
    expect(overCap({ principalFen: 500_001, bonusFen: 0 }, false, national)).toEqual({ capFen: 500_000, afterFen: 500_001, overFen: 1 })
    expect(overCap({ principalFen: 100_001, bonusFen: 0 }, true, national)).toEqual({ capFen: 100_000, afterFen: 100_001, overFen: 1 })
  })

  it('count the bonus where the set of caps says so, and nothing without caps', () => {
    const strict = { ...national, countBonus: true }
    expect(overCap({ principalFen: 450_000, bonusFen: 60_000 }, false, strict)).toEqual({
      capFen: 500_000,
      afterFen: 510_000,
      overFen: 10_000,
    })
    expect(overCap({ principalFen: 9_000_000, bonusFen: 0 }, true, { namedFen: null, unnamedFen: null, countBonus: true })).toBeNull()
  })
})
