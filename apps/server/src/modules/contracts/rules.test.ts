import { describe, expect, it } from 'vitest'
import { defaultTerms } from './default-terms.ts'
import { voidClauses } from './rules.ts'

describe('voidClauses', () => {
  it.each([
    ['会员卡一经售出，概不退款。', 'no_refund', '概不退款'],
    ['充值后不予退款', 'no_refund', '不予退款'],
    ['售出一律不退', 'no_refund', '一律不退'],
    ['本卡不得转让。', 'no_transfer', '不得转让'],
    ['卡片遗失不补', 'no_replacement', '遗失不补'],
    ['丢失后概不补办', 'no_replacement', '丢失后概不补'],
    ['最终解释权归本店所有', 'one_sided_change', '最终解释权'],
    ['本店有权随时调整价格', 'one_sided_change', '本店有权随时调整'],
    ['本店有权调整服务项目', 'one_sided_change', '本店有权调整'],
    ['商家保留修改本规则的权利', 'one_sided_change', '商家保留修改'],
    ['过敏反应概不负责', 'no_liability', '概不负责'],
    ['过期作废', 'forfeiture', '过期作废'],
    ['逾期余额清零', 'forfeiture', '逾期余额清零'],
    ['概 不\n退　款', 'no_refund', '概不退款'],
    ['本卡不得轉讓，遺失不補', 'no_transfer', '不得转让'],
  ])('finds the void clause in %j', (text, reason, phrase) => {
    expect(voidClauses(text)).toContainEqual({ reason, phrase })
  })

  it('lists every clause in the order of the text', () => {
    expect(voidClauses('遗失不补，概不退款，最终解释权归本店').map((c) => c.reason)).toEqual([
      'no_replacement',
      'no_refund',
      'one_sided_change',
    ])
  })

  it.each(['您可以转让给他人', '遗失可免费补办', '七日内全额退还', '本店有权拒绝醉酒者进入', '余额不足时请充值'])(
    'lets %j pass',
    (text) => {
      expect(voidClauses(text)).toEqual([])
    },
  )

  it('finds nothing in the terms a shop starts with', () => {
    expect(voidClauses(defaultTerms('云鬓').body)).toEqual([])
    expect(defaultTerms('云鬓').body).toContain('“云鬓”')
  })
})
