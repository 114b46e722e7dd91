import fc from 'fast-check'
import { transform } from 'receiptline'
import { describe, expect, it } from 'vitest'
import { columnsOf, escapeText, maskName, pair, printable, wrap, yuan } from './text.ts'
import { amountInWords } from './words.ts'

/** What receiptline makes of one escaped line, without the padding it needs. */
function printed(text: string): string {
  return transform(`${escapeText(text)} |`, { cpl: 200, encoding: 'gb18030', command: 'text' }).replace(/\n+$/, '')
}

describe('columnsOf', () => {
  it('counts ASCII as one column and everything else as two', () => {
    expect(columnsOf('abc 1.00')).toBe(8)
    expect(columnsOf('洗剪吹')).toBe(6)
    expect(columnsOf('￥38.00')).toBe(7)
    expect(columnsOf('é×→·')).toBe(8)
    expect(columnsOf('𠮷')).toBe(2)
  })
})

describe('printable', () => {
  it('leaves one line of what a printer has', () => {
    expect(printable(' 王\u0000小\u200b芳\r\n\t李 ')).toBe('王小芳 李')
    expect(printable('¥38')).toBe('￥38')
    expect(printable('e\u0301')).toBe('é')
    expect(printable('a\ud800b\ufe0f\u202ec')).toBe('abc')
  })

  it('composes first, so that nothing turns into markup afterwards', () => {
    // GREEK VARIA composes to a grave accent, which would turn the rest of the paper white on black.
    expect(printable('\u1fef')).toBe('`')
  })
})

describe('escapeText', () => {
  const hostile = [
    '{code:123}',
    'a|b|c',
    '"bold"',
    '_u_',
    '`i`',
    '^^^big',
    '~',
    '---',
    '===',
    ' - ',
    '\\n',
    '\\x41',
    '\\',
    'a\\{b',
    '{',
    '}',
    '{image:AAAA}',
  ]

  it.each(hostile)('prints %j as it is', (text) => {
    expect(printed(printable(text))).toBe(printable(text))
  })

  it('prints any text as it is', () => {
    const piece = fc.oneof(fc.constantFrom(...'\\{}|_"`^~-=;:x5cnab0 王￥'), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = printable(pieces.join(''))
        fc.pre(text !== '')
        expect(printed(text)).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps spaces at the beginning', () => {
    expect(printed('  本金')).toBe('  本金')
  })
})

describe('wrap and pair', () => {
  const text = fc
    .array(fc.constantFrom('王', 'word', ' ', 'x', '￥', '1234567890', '·'), { maxLength: 40 })
    .map((p) => printable(p.join('')))

  it('never exceed the width, and lose nothing but spaces', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(32, 48), fc.integer({ min: 0, max: 4 }), (left, columns, indent) => {
        const lines = pair(left, yuan(123_456), columns, indent)
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns)
        expect(lines.join('').replaceAll(' ', '')).toBe(left.replaceAll(' ', '') + yuan(123_456))
        expect(lines.at(-1)).toSatisfy((last: string) => columnsOf(last) === columns)
      }),
    )
  })

  it('keep Latin words whole, break Chinese anywhere, cut what is longer than a line', () => {
    expect(wrap('hair colour and cut', 12)).toEqual(['hair colour', 'and cut'])
    expect(wrap('烫染套餐（含护理）', 10)).toEqual(['烫染套餐（', '含护理）'])
    expect(wrap('abcdefghijkl', 5)).toEqual(['abcde', 'fghij', 'kl'])
    expect(wrap('', 10)).toEqual([''])
  })

  it('put the amount below when it does not fit beside', () => {
    expect(pair('一二三四', '￥1.00', 14)).toEqual(['一二三四', '        ￥1.00'])
  })
})

describe('words', () => {
  it('mask a name but for its first character', () => {
    expect([maskName('王小芳'), maskName('李四'), maskName('欧阳娜娜'), maskName('王'), maskName(''), maskName('𠮷田')]).toEqual([
      '王**',
      '李*',
      '欧**',
      '王*',
      '',
      '𠮷*',
    ])
  })

  it('show fen as yuan', () => {
    expect([yuan(0), yuan(5), yuan(123_456), yuan(-4)]).toEqual(['￥0.00', '￥0.05', '￥1234.56', '-￥0.04'])
  })

  it('say amounts in capital numerals', () => {
    expect(amountInWords(123_405, 'zh-CN')).toBe('壹仟贰佰叁拾肆元零伍分')
    expect(amountInWords(0, 'zh-CN')).toBe('零元整')
    expect(amountInWords(100_000, 'zh-CN')).toBe('壹仟元整')
    expect(amountInWords(29_800, 'zh-TW')).toBe('貳佰玖拾捌圓整')
    expect(amountInWords(-1_000, 'zh-CN')).toBe('负壹拾元整')
    expect(amountInWords(5, 'zh-CN')).toBe('伍分')
    expect(amountInWords(100_000_850, 'zh-CN')).toBe('壹佰万零捌元伍角整')
  })
})
