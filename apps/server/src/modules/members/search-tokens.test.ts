import { describe, expect, it } from 'vitest'
import { classify, contactEntries, type EntryKind, entriesOf, type Findable } from './search-tokens.ts'

const NOBODY: Findable = { name: '张三', phone: null, number: 'M000123', cardNumbers: [], levelId: 'level-1', tagIds: [] }

function values(member: Partial<Findable>, kind: EntryKind): string[] {
  return entriesOf({ ...NOBODY, ...member }).flatMap((e) => (e.kind === kind ? [e.value] : []))
}

/** Whether what is typed finds the member, as the database would answer. */
function finds(q: string, member: Partial<Findable>, canSeePhone = true): boolean {
  const search = classify(q, canSeePhone)
  if (search === null) return false
  const has = new Set(entriesOf({ ...NOBODY, ...member }).map((e) => `${e.kind}|${e.value}`))
  const known = (e: { kind: string; value: string }) => has.has(`${e.kind}|${e.value}`)
  return search.anyOf.some(known) && search.allOf.every(known)
}

describe('names', () => {
  it.each(['欧', '欧阳', '阳娜', '娜娜', '欧阳娜娜'])('are found by the part %s', (q) => {
    expect(finds(q, { name: '欧阳娜娜' })).toBe(true)
  })

  it('are not found by parts they do not have', () => {
    expect(finds('欧娜', { name: '欧阳娜娜' })).toBe(false)
    expect(finds('欧阳娜娜娜', { name: '欧阳娜娜' })).toBe(false)
  })

  it.each([
    ['单雄信', 'shanxiong'],
    ['单雄信', 'danxiong'],
    ['单雄信', 'xiongxin'],
    ['单雄信', 'sxx'],
    ['单雄信', 'dxx'],
    ['仇英', 'qiuying'],
    ['仇英', 'qy'],
    ['仇英', 'chou'],
    ['欧阳娜娜', 'ouyangnana'],
    ['欧阳娜娜', 'nana'],
    ['欧阳娜娜', 'yn'],
    ['尉迟恭', 'yuchi'],
    ['尉迟恭', 'weichi'],
    ['吕布', 'lvbu'],
    ['吕布', 'lubu'],
    ['张小红', 'ZHANG'],
    ['张小红', 'Zhang Xiao'],
    ['张小红', "zhang'xiaohong"],
    ['张Lily', 'lily'],
    ['张Lily', 'zhangl'],
    ['张Lily', 'zl'],
    ['张Lily', '张L'],
    ['Anna Smith', 'anna'],
    ['Anna Smith', 'smi'],
    ['Anna Smith', 'AS'],
    ['Ａｎｎａ', 'anna'],
    ['José', 'jose'],
    ['José', 'José'],
  ])('%s is found by the letters %s', (name, q) => {
    expect(finds(q, { name })).toBe(true)
  })

  it('are found by letters from a beginning only, and by initials next to each other', () => {
    expect(finds('hang', { name: '张小红' })).toBe(false)
    expect(finds('zh', { name: '张小红' })).toBe(true)
    expect(finds('zho', { name: '张小红' })).toBe(false)
  })

  it('that are long are found by their whole', () => {
    const name = '阿卜杜热西提·买买提明江'
    expect(finds(name, { name })).toBe(true)
    expect(finds('卜杜热西提买买提明', { name })).toBe(true)
    expect(finds('卜杜热西提买买提红', { name })).toBe(false)
  })

  it('of two characters need few entries', () => {
    expect(values({ name: '张三' }, 'name')).toEqual(['张', '张三', '三'])
    expect(values({ name: '张三' }, 'initials')).toEqual(['z', 'zs', 's'])
    expect(values({ name: '张三' }, 'pinyin')).toEqual([
      'z',
      'zh',
      'zha',
      'zhan',
      'zhang',
      'zhangs',
      'zhangsa',
      'zhangsan',
      's',
      'sa',
      'san',
    ])
  })
})

describe('phones', () => {
  const phone = '+8613812345678'

  it.each(['13812345678', '138 1234 5678', '+86 138-1234-5678', '8613812345678', '１３８１２３４５６７８', '5678'])(
    'are found as %s',
    (q) => {
      expect(finds(q, { phone })).toBe(true)
    },
  )

  it('of other countries are found with and without their code', () => {
    for (const q of ['+85291234567', '85291234567', '91234567', '4567']) expect(finds(q, { phone: '+85291234567' })).toBe(true)
  })

  it('are not found by a part, nor as a whole by who may not see them', () => {
    expect(finds('1381234', { phone })).toBe(false)
    expect(finds('13812345678', { phone }, false)).toBe(false)
    expect(finds('5678', { phone }, false)).toBe(true)
  })
})

describe('numbers', () => {
  it.each(['M000123', 'm000123', '123', '000123', '0123'])('M000123 is found as %s', (q) => {
    expect(finds(q, {})).toBe(true)
  })

  it.each([
    ['VIP8', 'vip8'],
    ['8888', '8888'],
    ['20260001', '20260001'],
  ])('%s is found as %s', (number, q) => {
    expect(finds(q, { number })).toBe(true)
  })

  it('are not found by a part', () => {
    expect(finds('12', {})).toBe(false)
  })
})

describe('classify', () => {
  it('knows when nothing can be looked for', () => {
    expect(classify('  ', true)).toBeNull()
    expect(classify('***', true)).toBeNull()
  })
})

describe('somebody who is no member', () => {
  const found = (contact: { name: string; phone: string }, q: string) => {
    const has = new Set(contactEntries(contact).map((e) => `${e.kind}|${e.value}`))
    return classify(q, true)?.anyOf.some((e) => has.has(`${e.kind}|${e.value}`)) ?? false
  }

  it('is found by name, pinyin and mobile phone as members are', () => {
    const bride = { name: '钟意', phone: '138 0013 8024' }
    for (const q of ['钟', '钟意', 'zhongyi', 'zy', '8024', '13800138024', '+86 138 0013 8024'])
      expect([q, found(bride, q)]).toEqual([q, true])
    for (const q of ['意钟', 'yizhong', '8023', '1380013802']) expect([q, found(bride, q)]).toEqual([q, false])
  })

  it('is found by any other number they left, and by the name alone without one', () => {
    expect(['01062345678', '5678'].map((q) => found({ name: '欧阳', phone: '010-6234 5678' }, q))).toEqual([true, true])
    expect(contactEntries({ name: '路人', phone: '' }).some((e) => e.kind === 'phone' || e.kind === 'last4')).toBe(false)
    expect(found({ name: '路人', phone: '12' }, '路人')).toBe(true)
  })
})
