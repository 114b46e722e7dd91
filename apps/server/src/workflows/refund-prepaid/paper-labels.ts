/** The words of a printed worksheet, in the languages a shop prints. */
import type { GrantSheet, Reason, RequestDetail, Sheet } from '../../modules/prepaid/index.ts'
import type { Lang } from '../../modules/sales/index.ts'

export interface PaperLabels {
  title: string
  states: Record<RequestDetail['state'], string>
  number: string
  store: string
  member: string
  requested: string
  due: string
  paid: string
  handledBy: string
  approver: string
  reason: string
  reasons: Record<Reason, string>
  causes: Record<Sheet['cause'], string>
  rescinded: string
  stopped: string
  countedTo: string
  rule: string
  version(n: number): string
  paidOn: string
  /** The whole price of a pass that was paid in parts. */
  price: string
  unpaid: string
  /** The formula gives less than what was never paid, which is owed no more all the same. */
  forgiven: string
  paidFen: string
  bonus: string
  uses: string
  none: string
  charged: string
  list: string
  listOf(yuan: string): string
  formulas: Record<GrantSheet['formula'], string>
  days(count: number): string
  before: string
  portion: string
  due1: string
  interest: string
  bases: Record<GrantSheet['interest']['basis'], string>
  from(day: string): string
  gifts: string
  deducted: string
  notDeducted: string
  refund: string
  total: string
  inWords: string
  lotValue: string
  kept: string
  paidAbove: string
  payouts: string
  ways: Record<string, string>
  hash: string
  customer: string
  clerk: string
}

const zhCN: PaperLabels = {
  title: '预付款退款计算书',
  states: { requested: '【待付款】', paid: '【已付款】', cancelled: '【已取消】' },
  number: '单号',
  store: '门店',
  member: '会员',
  requested: '申请日期',
  due: '最迟付款日',
  paid: '付款日期',
  handledBy: '经办',
  approver: '授权',
  reason: '退款原因',
  reasons: {
    cooling_off: '七日无理由',
    relocation: '门店搬迁，来店明显不便',
    obligations_transferred: '未经同意转给他人经营',
    unlimited_not_deliverable: '不限次服务无法正常提供',
    breach: '服务或价格与约定不符',
    merchant_closes: '停业、闭店',
    health: '顾客身体原因',
    mistake: '误开、重复购买',
    minor: '未成年人购买',
    customer_wish: '顾客个人原因',
    other: '其他',
  },
  causes: { merchant: '店方原因', customer: '顾客原因', neutral: '非双方原因' },
  rescinded: '解除日',
  stopped: '停止服务日',
  countedTo: '利息计至',
  rule: '依据',
  version: (n) => `规则第${n}版`,
  paidOn: '付款日',
  price: '售价',
  unpaid: '减：从未付的余款',
  forgiven: '余款不再收，按余款计',
  paidFen: '实付',
  bonus: '赠送',
  uses: '消费明细',
  none: '没有消费',
  charged: '实收合计',
  list: '原价合计',
  listOf: (yuan) => `原价${yuan}`,
  formulas: {
    M: '实付－实收×实付÷(实付＋赠送)',
    C: '实付－原价合计',
    T: '实付×剩余天数÷总天数',
    cooling_off: '实付－实收合计',
  },
  days: (count) => `${count}天`,
  before: '此前已退',
  portion: '本次退本金',
  due1: '本笔应退',
  interest: '利息',
  bases: { lpr_1y: '一年期LPR', deposit_1y: '一年期存款基准利率', agreed: '合同约定', none: '不计息' },
  from: (day) => `${day}起`,
  gifts: '赠品',
  deducted: '扣减',
  notDeducted: '不扣减',
  refund: '应退本金',
  total: '应付合计',
  inWords: '大写',
  lotValue: '收回余额价值',
  kept: '店铺留存',
  paidAbove: '店铺贴付',
  payouts: '付款方式',
  ways: { cash: '现金', wechat: '微信原路', alipay: '支付宝原路', bank_card: '银行卡原路', bank_transfer: '银行转账' },
  hash: '计算书指纹',
  customer: '顾客签字',
  clerk: '经办人签字',
}

const zhTW: PaperLabels = {
  title: '預付款退款計算書',
  states: { requested: '【待付款】', paid: '【已付款】', cancelled: '【已取消】' },
  number: '單號',
  store: '門市',
  member: '會員',
  requested: '申請日期',
  due: '最遲付款日',
  paid: '付款日期',
  handledBy: '經辦',
  approver: '授權',
  reason: '退款原因',
  reasons: {
    cooling_off: '七日無理由',
    relocation: '門市搬遷，到店明顯不便',
    obligations_transferred: '未經同意轉給他人經營',
    unlimited_not_deliverable: '不限次服務無法正常提供',
    breach: '服務或價格與約定不符',
    merchant_closes: '停業、歇業',
    health: '顧客身體因素',
    mistake: '誤開、重複購買',
    minor: '未成年人購買',
    customer_wish: '顧客個人因素',
    other: '其他',
  },
  causes: { merchant: '店方因素', customer: '顧客因素', neutral: '非雙方因素' },
  rescinded: '解除日',
  stopped: '停止服務日',
  countedTo: '利息計至',
  rule: '依據',
  version: (n) => `規則第${n}版`,
  paidOn: '付款日',
  price: '售價',
  unpaid: '減：從未付的餘款',
  forgiven: '餘款不再收，按餘款計',
  paidFen: '實付',
  bonus: '贈送',
  uses: '消費明細',
  none: '沒有消費',
  charged: '實收合計',
  list: '原價合計',
  listOf: (yuan) => `原價${yuan}`,
  formulas: {
    M: '實付－實收×實付÷(實付＋贈送)',
    C: '實付－原價合計',
    T: '實付×剩餘天數÷總天數',
    cooling_off: '實付－實收合計',
  },
  days: (count) => `${count}天`,
  before: '先前已退',
  portion: '本次退本金',
  due1: '本筆應退',
  interest: '利息',
  bases: { lpr_1y: '一年期LPR', deposit_1y: '一年期存款基準利率', agreed: '契約約定', none: '不計息' },
  from: (day) => `${day}起`,
  gifts: '贈品',
  deducted: '扣減',
  notDeducted: '不扣減',
  refund: '應退本金',
  total: '應付合計',
  inWords: '大寫',
  lotValue: '收回餘額價值',
  kept: '店家留存',
  paidAbove: '店家貼付',
  payouts: '付款方式',
  ways: { cash: '現金', wechat: '微信原路', alipay: '支付寶原路', bank_card: '銀行卡原路', bank_transfer: '銀行轉帳' },
  hash: '計算書指紋',
  customer: '顧客簽名',
  clerk: '經辦人簽名',
}

const en: PaperLabels = {
  title: 'Prepaid refund worksheet',
  states: { requested: '[TO BE PAID]', paid: '[PAID]', cancelled: '[CANCELLED]' },
  number: 'No.',
  store: 'Store',
  member: 'Member',
  requested: 'Requested',
  due: 'To be paid by',
  paid: 'Paid',
  handledBy: 'Handled by',
  approver: 'Approved by',
  reason: 'Reason',
  reasons: {
    cooling_off: 'Cooling-off, 7 days',
    relocation: 'The shop moved away',
    obligations_transferred: 'Handed to others without consent',
    unlimited_not_deliverable: 'Unlimited service not deliverable',
    breach: 'Service or price not as agreed',
    merchant_closes: 'The shop closes',
    health: 'Health of the customer',
    mistake: 'Bought by mistake',
    minor: 'Bought by a minor',
    customer_wish: 'The customer’s own wish',
    other: 'Other',
  },
  causes: { merchant: 'cause: shop', customer: 'cause: customer', neutral: 'cause: neither' },
  rescinded: 'Contract ended',
  stopped: 'Service stopped',
  countedTo: 'Interest up to',
  rule: 'By',
  version: (n) => `rules version ${n}`,
  paidOn: 'Paid on',
  price: 'Price',
  unpaid: 'Less what was never paid',
  forgiven: 'The rest is no longer owed',
  paidFen: 'Paid',
  bonus: 'Bonus',
  uses: 'Used',
  none: 'Nothing used',
  charged: 'Charged in all',
  list: 'List price in all',
  listOf: (yuan) => `list ${yuan}`,
  formulas: {
    M: 'paid - charged x paid / (paid + bonus)',
    C: 'paid - list price',
    T: 'paid x days left / days in all',
    cooling_off: 'paid - charged',
  },
  days: (count) => (count === 1 ? '1 day' : `${count} days`),
  before: 'Given back before',
  portion: 'Of the principal, now',
  due1: 'Due for this',
  interest: 'Interest',
  bases: { lpr_1y: '1-year LPR', deposit_1y: '1-year deposit benchmark', agreed: 'as agreed', none: 'none' },
  from: (day) => `from ${day}`,
  gifts: 'Gifts',
  deducted: 'deducted',
  notDeducted: 'not deducted',
  refund: 'Principal due',
  total: 'To be paid',
  inWords: 'In words',
  lotValue: 'Worth of what is taken back',
  kept: 'Kept by the shop',
  paidAbove: 'Paid above it',
  payouts: 'Paid by',
  ways: { cash: 'Cash', wechat: 'WeChat Pay', alipay: 'Alipay', bank_card: 'Bank card', bank_transfer: 'Bank transfer' },
  hash: 'Fingerprint',
  customer: 'Customer',
  clerk: 'For the shop',
}

export const PAPER_LABELS: Record<Lang, PaperLabels> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }
