/** The Z on paper, kept as golden files at both widths and in three languages. To look at a change: `vitest run -u`, then read the difference. */
import { describe, expect, it } from 'vitest'
import { noTotals, type ReceiptQuery } from '../../modules/sales/index.ts'
import type { ZDocument } from './z-document.ts'
import { drawZ } from './z-paper.ts'

const kind = (name: string, amountFen: number, count = 1, quantity = count) => ({ kind: name, count, quantity, amountFen })

const shift: ZDocument['shifts'][number] = {
  id: 's',
  label: '01-1-0012',
  openedAt: '2026-11-22T02:00:00Z',
  openedByName: '赵敏',
  openedByItself: false,
  openingFloatFen: 50_000,
  closedAt: '2026-11-22T10:05:00Z',
  closedByName: '赵敏',
  receivedByName: 'Kevin 凯文',
  approvedByName: '李店长',
  expectedFen: 158_040,
  countedFen: 152_900,
  varianceFen: -5_140,
  varianceReason: '找零差错，已核对监控与小票存根',
  takenFen: 102_900,
  takenTo: 'safe',
  closingFloatFen: 50_000,
}

const z: ZDocument = {
  form: 1,
  kind: 'shift',
  number: '01-1-0012',
  store: { id: 'x', code: '01', name: '云鬓·徐汇店', zone: 'Asia/Shanghai' },
  till: { id: 't', ordinal: 1, name: '前台' },
  businessDay: '2026-11-22',
  madeAt: '2026-11-22T10:05:00Z',
  shifts: [shift],
  sales: {
    ...noTotals(),
    ticketCount: 42,
    listFen: 1_200_000,
    totalFen: 1_100_040,
    otherDayCount: 1,
    lines: [
      kind('service', 480_000, 35),
      kind('product', 88_000, 6),
      kind('top_up', 500_000, 5),
      kind('pass', 30_040, 1),
      kind('tip', 2_000),
      kind('rounding', 0),
    ],
    adjustments: [kind('level', -80_000, 30), kind('manual', -19_960, 4)],
    tenders: [kind('cash', 130_040, 9), kind('wechat', 720_000, 20), kind('stored_value', 250_000, 12)],
    refunds: [kind('refund', 12_800, 1), kind('void', 8_800, 1)],
    refundTenders: [kind('cash', 12_000), kind('stored_value', 9_600)],
    sold: [kind('principal', 500_000, 5), kind('bonus', 75_000, 5), kind('pass', 30_040, 1, 10)],
    used: [kind('principal', 217_400, 12), kind('bonus', 32_600, 12)],
    returned: [kind('principal', 9_600)],
    takenBack: [],
    cashSalesFen: 80_040,
    cashTopUpFen: 50_000,
    cashRefundFen: 12_000,
  },
  cash: { openingFloatFen: 50_000, salesFen: 80_040, topUpFen: 50_000, refundFen: 12_000, inFen: 0, outFen: 10_000, expectedFen: 158_040 },
  movements: [{ at: '2026-11-22T05:00:00Z', code: 'purchase', note: '毛巾', amountFen: -10_000, byName: '赵敏' }],
  count: {
    pieces: [
      { fen: 10_000, quantity: 15 },
      { fen: 100, quantity: 29 },
      { fen: 50, quantity: 0 },
    ],
    countedFen: 152_900,
    varianceFen: -5_140,
    takenFen: 102_900,
    closingFloatFen: 50_000,
    times: 2,
    firstCountedFen: 150_000,
  },
}

const day: ZDocument = {
  ...z,
  kind: 'day',
  number: '01-261122',
  till: null,
  shifts: [shift, { ...shift, label: '01-1-0013', varianceFen: 20, varianceReason: '' }],
}
const x: ZDocument = { ...z, kind: 'x', count: null }

const QUERIES: ReceiptQuery[] = [
  { columns: 32, lang: 'zh-CN' },
  { columns: 48, lang: 'zh-CN' },
  { columns: 48, lang: 'zh-TW' },
  { columns: 32, lang: 'en' },
]

describe('the paper of a Z', () => {
  it.each(QUERIES)('says every figure within $columns columns in $lang', async (query) => {
    for (const document of [z, day, x]) {
      const { source, svg, title } = drawZ(document, query)
      await expect(`${title}\n${source}\n`).toMatchFileSnapshot(`golden/${document.kind}-${query.lang}-${query.columns}.receipt`)
      expect(svg).toContain(`width="${query.columns * 12 + 32}px"`)
    }
  })

  it('prints names and reasons as they are, whatever they look like', () => {
    const sly = { ...z, store: { ...z.store, name: '{image:AAAA}' }, shifts: [{ ...shift, varianceReason: '"|^^^_' }] }
    const { source } = drawZ(sly, { columns: 48, lang: 'zh-CN' })
    expect(source).not.toContain('{image')
    expect(source).toContain('\\x22\\x7c\\x5e\\x5e\\x5e\\x5f')
  })
})
