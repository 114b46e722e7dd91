/** The words of a Z, in the languages a shop prints. */
import type { Lang } from '../../modules/sales/index.ts'
import { KINDS } from './z-kinds.ts'

export interface ZLabels {
  title: { shift: string; day: string; x: string }
  number: string
  businessDay: string
  till: string
  opened: string
  closed: string
  printed: string
  byItself: string
  bills(count: number): string
  otherDay(count: number): string
  sections: {
    sales: string
    discounts: string
    tenders: string
    refunds: string
    prepaid: string
    cash: string
    movements: string
    count: string
    shifts: string
  }
  kinds: Record<string, string>
  list: string
  total: string
  refunded: string
  sold: string
  used: string
  returned: string
  takenBack: string
  float: string
  cashSales: string
  cashTopUps: string
  cashRefunds: string
  cashIn: string
  cashOut: string
  expected: string
  counted: string
  firstCounted(times: number): string
  variance: string
  reason: string
  approver: string
  taken: { safe: string; bank: string }
  takenAll: string
  left: string
  signatures: { cashier: string; receiver: string; manager: string }
  codes: Record<string, string>
}

const zhCN: ZLabels = {
  title: { shift: '交班单 Z', day: '日结单 Z', x: '当班报表 X' },
  number: '编号',
  businessDay: '营业日',
  till: '收银台',
  opened: '开班',
  closed: '交班',
  printed: '制表',
  byItself: '自动开班',
  bills: (count) => `${count}单`,
  otherDay: (count) => `其中其他营业日 ${count}单`,
  sections: {
    sales: '销售',
    discounts: '优惠',
    tenders: '收款',
    refunds: '退款与作废',
    prepaid: '储值与次卡',
    cash: '现金',
    movements: '现金收支',
    count: '点钞',
    shifts: '各班',
  },
  kinds: KINDS['zh-CN'],
  list: '原价合计',
  total: '销售合计',
  refunded: '退款合计',
  sold: '售出',
  used: '消耗',
  returned: '退回',
  takenBack: '收回',
  float: '备用金',
  cashSales: '现金销售',
  cashTopUps: '现金储值',
  cashRefunds: '现金退款',
  cashIn: '放入',
  cashOut: '取出',
  expected: '应有现金',
  counted: '实点现金',
  firstCounted: (times) => `首次点钞（共${times}次）`,
  variance: '长短款',
  reason: '原因',
  approver: '授权',
  taken: { safe: '入保险柜', bank: '存银行' },
  takenAll: '上缴',
  left: '留存备用金',
  signatures: { cashier: '交班人签字', receiver: '接班人签字', manager: '店长签字' },
  codes: {
    float: '备用金',
    purchase: '采购',
    expense: '日常开支',
    delivery: '快递',
    bank: '存取银行',
    correction: '更正',
    other: '其他',
  },
}

const zhTW: ZLabels = {
  title: { shift: '交班單 Z', day: '日結單 Z', x: '當班報表 X' },
  number: '編號',
  businessDay: '營業日',
  till: '收銀台',
  opened: '開班',
  closed: '交班',
  printed: '製表',
  byItself: '自動開班',
  bills: (count) => `${count}單`,
  otherDay: (count) => `其中其他營業日 ${count}單`,
  sections: {
    sales: '銷售',
    discounts: '優惠',
    tenders: '收款',
    refunds: '退款與作廢',
    prepaid: '儲值與次卡',
    cash: '現金',
    movements: '現金收支',
    count: '點鈔',
    shifts: '各班',
  },
  kinds: KINDS['zh-TW'],
  list: '原價合計',
  total: '銷售合計',
  refunded: '退款合計',
  sold: '售出',
  used: '消耗',
  returned: '退回',
  takenBack: '收回',
  float: '零用金',
  cashSales: '現金銷售',
  cashTopUps: '現金儲值',
  cashRefunds: '現金退款',
  cashIn: '放入',
  cashOut: '取出',
  expected: '應有現金',
  counted: '實點現金',
  firstCounted: (times) => `首次點鈔（共${times}次）`,
  variance: '長短款',
  reason: '原因',
  approver: '授權',
  taken: { safe: '入保險櫃', bank: '存銀行' },
  takenAll: '上繳',
  left: '留存零用金',
  signatures: { cashier: '交班人簽名', receiver: '接班人簽名', manager: '店長簽名' },
  codes: {
    float: '零用金',
    purchase: '採購',
    expense: '日常開支',
    delivery: '快遞',
    bank: '存提銀行',
    correction: '更正',
    other: '其他',
  },
}

const en: ZLabels = {
  title: { shift: 'Shift report Z', day: 'Day report Z', x: 'Shift so far X' },
  number: 'No.',
  businessDay: 'Business day',
  till: 'Till',
  opened: 'Opened',
  closed: 'Closed',
  printed: 'Made',
  byItself: 'opened by itself',
  bills: (count) => (count === 1 ? '1 bill' : `${count} bills`),
  otherDay: (count) => `of another business day: ${count}`,
  sections: {
    sales: 'Sales',
    discounts: 'Discounts',
    tenders: 'Payments',
    refunds: 'Refunds and voids',
    prepaid: 'Stored value and passes',
    cash: 'Cash',
    movements: 'Cash in and out',
    count: 'Count',
    shifts: 'Shifts',
  },
  kinds: KINDS.en,
  list: 'List price',
  total: 'Total sales',
  refunded: 'Total refunded',
  sold: 'Sold',
  used: 'Used',
  returned: 'Returned',
  takenBack: 'Taken back',
  float: 'Float',
  cashSales: 'Cash sales',
  cashTopUps: 'Cash top-ups',
  cashRefunds: 'Cash refunds',
  cashIn: 'Put in',
  cashOut: 'Taken out',
  expected: 'Should be there',
  counted: 'Counted',
  firstCounted: (times) => `First count (of ${times})`,
  variance: 'Over or short',
  reason: 'Reason',
  approver: 'Approved by',
  taken: { safe: 'To the safe', bank: 'To the bank' },
  takenAll: 'Taken away',
  left: 'Float left',
  signatures: { cashier: 'Handed over by', receiver: 'Taken over by', manager: 'Manager' },
  codes: {
    float: 'Float',
    purchase: 'Purchase',
    expense: 'Expense',
    delivery: 'Delivery',
    bank: 'Bank',
    correction: 'Correction',
    other: 'Other',
  },
}

export const Z_LABELS: Record<Lang, ZLabels> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }
