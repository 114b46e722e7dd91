/** The worksheet on paper, kept as golden files at both widths and in three languages. To look at a change: `vitest run -u`, then read the difference. */
import { describe, expect, it } from 'vitest'
import { askOf, passGrantOf, RULE, topUpGrantOf, unlimitedGrantOf, useOf } from '../../../test/factories/prepaid.ts'
import { type RequestDetail, sheetHash, worksheetOf } from '../../modules/prepaid/index.ts'
import type { ReceiptQuery } from '../../modules/sales/index.ts'
import { columnsOf } from '../../modules/sales/receipt/text.ts'
import { drawWorksheet } from './paper.ts'

function requestOf(reasonCode: 'breach' | 'customer_wish', fields: Partial<RequestDetail> = {}, topUp = '充1000送200'): RequestDetail {
  const grants = [
    topUpGrantOf(100_000, 20_000, [useOf(24_000, 30_000, { name: '总监洗剪吹造型套餐（含头皮按摩）' }), useOf(12_000)], {
      grantId: 'a',
      name: topUp,
      refundedBeforeFen: 10_000,
    }),
    passGrantOf(4, { grantId: 'b', name: '头皮护理十次卡', ticketNumber: null }),
    unlimitedGrantOf('2027-04-22', { grantId: 'c', name: '洗吹年卡' }),
  ]
  const gifts = [
    { name: '吹风机', valueFen: 29_900, deductFen: 0, reason: '' },
    { name: '洗发水', valueFen: 8_800, deductFen: 8_800, reason: '已拆封，双方同意' },
  ]
  const ask = askOf({ reasonCode, gifts, grants: [{ grantId: 'a', portionFen: 7_000 }] })
  const sheet = worksheetOf(RULE, grants, ask, '2026-08-31')
  return {
    id: 'r',
    storeId: 'store',
    storeName: '云鬓·静安店',
    memberId: 'member',
    memberName: '王小芳',
    memberNumber: 'M000123',
    state: 'paid',
    reasonCode,
    cause: sheet.cause,
    totalFen: sheet.totalFen,
    dueOn: '2026-08-06',
    daysLeft: null,
    requestedAt: '2026-08-01T02:00:00Z',
    requestedByName: '赵敏',
    closedAt: '2026-08-31T03:05:00Z',
    number: 'P01-260831-0001',
    note: '',
    closedByName: '赵敏',
    approvedByName: '李店长',
    cancelReason: '',
    refundId: 'x',
    sheets: [{ purpose: 'payout', sha256: sheetHash(sheet).toString('hex'), madeAt: '2026-08-31T03:05:00Z', sheet }],
    payouts: [
      { kind: 'wechat', fromKind: 'wechat', amountFen: 200_000, reason: '', reference: '4200002345' },
      { kind: 'bank_transfer', fromKind: null, amountFen: sheet.totalFen - 200_000, reason: '微信已满一年', reference: 'B2026083100017' },
    ],
    bankPayouts: [],
    attachments: [],
    ...fields,
  }
}

const draw = (request: RequestDetail, query: ReceiptQuery) => drawWorksheet({ request, brandName: '云鬓', zone: 'Asia/Shanghai' }, query)

describe('a worksheet on paper', () => {
  it('names a top-up of an amount below every tier in the language of the paper', () => {
    const drawn = (lang: 'zh-CN' | 'zh-TW' | 'en') => draw(requestOf('breach', {}, 'top_up'), { columns: 32, lang }).source
    expect([drawn('zh-CN'), drawn('zh-TW'), drawn('en')].filter((source) => source.includes('top_up'))).toEqual([])
    expect(drawn('en')).toContain('Top-up')
  })

  it.each([
    [32, 'zh-CN'],
    [48, 'zh-CN'],
    [32, 'zh-TW'],
    [48, 'zh-TW'],
    [32, 'en'],
    [48, 'en'],
  ] as const)('of %i columns in %s says every line, and is never wider than the paper', async (columns, lang) => {
    const { source } = draw(requestOf('breach'), { columns, lang })
    await expect(source).toMatchFileSnapshot(`golden/worksheet-${lang}-${columns}.receipt`)
    for (const line of source.split('\n'))
      expect(columnsOf(line.replace(/ \|$/, '').replace(/\^\^|"|\\x../g, ''))).toBeLessThanOrEqual(columns)
  })

  it('puts the figures of the customer’s cause into its formula', () => {
    const { source, title, svg } = draw(requestOf('customer_wish'), { columns: 48, lang: 'zh-CN' })
    expect(title).toBe('预付款退款计算书 P01-260831-0001')
    expect(source).toContain('1000.00 － 420.00')
    expect(source).toContain('一年期存款基准利率 2015-10-24起')
    expect(svg).toMatch(/^<svg /)
  })

  it('of a request says by when it is to be paid, and nothing of how', () => {
    const open = requestOf('breach', { state: 'requested', number: null, closedAt: null, closedByName: null, payouts: [], refundId: null })
    const { source } = draw(open, { columns: 32, lang: 'zh-CN' })
    expect(source).toContain('【待付款】')
    expect(source).toMatch(/最迟付款日 +2026-08-06/)
    expect(source).not.toContain('付款方式')
  })
})
