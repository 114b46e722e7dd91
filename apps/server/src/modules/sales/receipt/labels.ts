/** The words of a receipt, in the languages a shop prints. Names of items, levels and people stay as they were entered. */
import type { BalanceKind } from './document.ts'
import type { HoursLabels } from './hours.ts'
import type { Lang } from './schemas.ts'

export interface Labels {
  title: { sale: string; refund: string; void: string }
  voided: string
  number: string
  ticketNumber: string
  businessDay: string
  time: string
  cashier: string
  /** Refund and void: who did it. */
  handledBy: string
  approver: string
  member: string
  reason: string
  reasons: Record<string, string>
  /** Lines that no item of the catalogue names. */
  lineNames: Record<string, string>
  /** By which rule a deposit is kept. */
  depositRules: Record<string, string>
  storePrice: string
  priceLock: string
  bonus: string
  later: string
  /** What may be used of a pass until all of it is paid. */
  laterRule: string
  free: string
  net: string
  backTo: string
  list: string
  discount: string
  /** In place of a discount: prices set by hand came to more. */
  raised: string
  rounding: string
  total: { sale: string; refund: string; void: string }
  inWords: string
  /** Tenders, and the lots behind them. */
  sources: Record<string, string>
  unlimited: string
  received: string
  change: string
  balances: Record<BalanceKind, string>
  balanceTitle: string
  exchange: { returned: string; taken: string }
  upgrade: { returned: string; taken: string }
  thanks: string
  hours: HoursLabels
  /** 12 % off: 8.8折 */
  percent(bp: number): string
  sessions(count: number): string
  days(count: number): string
  approvedBy(name: string): string
  insteadOf(source: string): string
}

const trim = (value: number) => String(Number(value.toFixed(2)))

const zhCN: Labels = {
  title: { sale: '消费小票', refund: '退款单', void: '作废单' },
  voided: '【已作废】',
  number: '单号',
  ticketNumber: '原单号',
  businessDay: '营业日',
  time: '时间',
  cashier: '收银',
  handledBy: '经办',
  approver: '授权',
  member: '会员',
  reason: '原因',
  reasons: {
    mistake: '录入有误',
    dissatisfied: '对服务不满意',
    not_performed: '服务未做',
    product_return: '退货',
    goodwill: '店家照顾',
    other: '其他',
  },
  lineNames: { tip: '小费', top_up: '储值', settlement: '结清挂账', forfeit: '没收定金' },
  depositRules: { advance: '订金：可退', earnest: '定金：客人原因不到店则不退' },
  storePrice: '本店价',
  priceLock: '充值时价格',
  bonus: '赠送',
  later: '余款挂账',
  laterRule: '付清前，付多少用多少',
  free: '免单',
  net: '小计',
  backTo: '退回',
  list: '原价合计',
  discount: '优惠',
  raised: '加价',
  rounding: '抹零',
  total: { sale: '合计', refund: '退款合计', void: '作废合计' },
  inWords: '大写',
  sources: {
    cash: '现金',
    wechat: '微信',
    alipay: '支付宝',
    bank_card: '银行卡',
    stored_value: '储值支付',
    on_account: '挂账',
    deposit: '订金抵扣',
    exchange: '换货抵扣',
    upgrade: '升级抵扣',
    pass: '次卡',
    principal: '储值本金',
    bonus: '储值赠金',
    rebate: '返利',
    points: '积分',
  },
  unlimited: '不限次',
  received: '实收',
  change: '找零',
  balances: { principal: '储值本金', bonus: '储值赠金', rebate: '返利', points: '积分', sessions: '次卡合计' },
  balanceTitle: '余额变动',
  exchange: { returned: '换货退回', taken: '换取新单' },
  upgrade: { returned: '升级前', taken: '升级为' },
  thanks: '谢谢惠顾',
  hours: { title: '营业时间', days: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'], closed: '休息', nextDay: '次日' },
  percent: (bp) => `${trim((10_000 - bp) / 1000)}折`,
  sessions: (count) => `${count}次`,
  days: (count) => `${count}天`,
  approvedBy: (name) => `授权：${name}`,
  insteadOf: (source) => `原${source}支付`,
}

const zhTW: Labels = {
  title: { sale: '消費明細', refund: '退款單', void: '作廢單' },
  voided: '【已作廢】',
  number: '單號',
  ticketNumber: '原單號',
  businessDay: '營業日',
  time: '時間',
  cashier: '收銀',
  handledBy: '經辦',
  approver: '授權',
  member: '會員',
  reason: '原因',
  reasons: {
    mistake: '輸入有誤',
    dissatisfied: '對服務不滿意',
    not_performed: '服務未做',
    product_return: '退貨',
    goodwill: '店家優待',
    other: '其他',
  },
  lineNames: { tip: '小費', top_up: '儲值', settlement: '結清掛帳', forfeit: '沒收定金' },
  depositRules: { advance: '訂金：可退', earnest: '定金：客人原因未到店則不退' },
  storePrice: '本店價',
  priceLock: '儲值時價格',
  bonus: '贈送',
  later: '餘款掛帳',
  laterRule: '付清前，付多少用多少',
  free: '免單',
  net: '小計',
  backTo: '退回',
  list: '原價合計',
  discount: '優惠',
  raised: '加價',
  rounding: '抹零',
  total: { sale: '合計', refund: '退款合計', void: '作廢合計' },
  inWords: '大寫',
  sources: {
    cash: '現金',
    wechat: '微信',
    alipay: '支付寶',
    bank_card: '銀行卡',
    stored_value: '儲值支付',
    on_account: '掛帳',
    deposit: '訂金折抵',
    exchange: '換貨折抵',
    upgrade: '升級折抵',
    pass: '次卡',
    principal: '儲值本金',
    bonus: '儲值贈金',
    rebate: '返利',
    points: '積分',
  },
  unlimited: '不限次',
  received: '實收',
  change: '找零',
  balances: { principal: '儲值本金', bonus: '儲值贈金', rebate: '返利', points: '積分', sessions: '次卡合計' },
  balanceTitle: '餘額變動',
  exchange: { returned: '換貨退回', taken: '換取新單' },
  upgrade: { returned: '升級前', taken: '升級為' },
  thanks: '謝謝惠顧',
  hours: { title: '營業時間', days: ['週一', '週二', '週三', '週四', '週五', '週六', '週日'], closed: '休息', nextDay: '次日' },
  percent: (bp) => `${trim((10_000 - bp) / 1000)}折`,
  sessions: (count) => `${count}次`,
  days: (count) => `${count}天`,
  approvedBy: (name) => `授權：${name}`,
  insteadOf: (source) => `原${source}支付`,
}

const en: Labels = {
  title: { sale: 'Receipt', refund: 'Refund', void: 'Void' },
  voided: '*** VOIDED ***',
  number: 'No.',
  ticketNumber: 'Of receipt',
  businessDay: 'Business day',
  time: 'Time',
  cashier: 'Cashier',
  handledBy: 'Handled by',
  approver: 'Approved by',
  member: 'Member',
  reason: 'Reason',
  reasons: {
    mistake: 'Entered by mistake',
    dissatisfied: 'Not satisfied',
    not_performed: 'Not performed',
    product_return: 'Product returned',
    goodwill: 'Goodwill',
    other: 'Other',
  },
  lineNames: { tip: 'Tip', top_up: 'Top-up', settlement: 'Debt settled', forfeit: 'Deposit forfeited' },
  depositRules: { advance: 'Deposit, refundable', earnest: 'Earnest money, kept if the customer does not come' },
  storePrice: 'Price of this shop',
  priceLock: 'Price when topped up',
  bonus: 'Bonus',
  later: 'Paid later',
  laterRule: 'Until then what is paid may be used',
  free: 'free',
  net: 'Net',
  backTo: 'Back to',
  list: 'List price',
  discount: 'Discounts',
  raised: 'Above the price',
  rounding: 'Rounding',
  total: { sale: 'Total', refund: 'Refunded', void: 'Voided' },
  inWords: 'In words',
  sources: {
    cash: 'Cash',
    wechat: 'WeChat Pay',
    alipay: 'Alipay',
    bank_card: 'Bank card',
    stored_value: 'Stored value',
    on_account: 'On account',
    deposit: 'Deposit used',
    exchange: 'Goods returned',
    upgrade: 'Upgrade credit',
    pass: 'Pass',
    principal: 'Principal',
    bonus: 'Bonus',
    rebate: 'Rebate',
    points: 'Points',
  },
  unlimited: 'unlimited',
  received: 'Received',
  change: 'Change',
  balances: { principal: 'Principal', bonus: 'Bonus', rebate: 'Rebate', points: 'Points', sessions: 'Sessions' },
  balanceTitle: 'Balances',
  exchange: { returned: 'Goods returned', taken: 'Exchanged for' },
  upgrade: { returned: 'Upgraded from', taken: 'Upgraded to' },
  thanks: 'Thank you',
  hours: { title: 'Open', days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'], closed: 'closed', nextDay: 'next day ' },
  percent: (bp) => `${trim(bp / 100)}% off`,
  sessions: (count) => (count === 1 ? '1 session' : `${count} sessions`),
  days: (count) => (count === 1 ? '1 day' : `${count} days`),
  approvedBy: (name) => `approved by ${name}`,
  insteadOf: (source) => `paid by ${source}`,
}

export const LABELS: Record<Lang, Labels> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }

/** The name of a line or lot on paper: what carries only its kind, as a custom top-up, is named in the paper's language. */
export function printedName(name: string, lang: Lang): string {
  return LABELS[lang].lineNames[name] ?? name
}
