/** A Z or an X on paper: document → rows → receiptline, by the same means as a receipt. No row is wider than the paper. Pure. */
import {
  type Columns,
  centre,
  INDENT,
  type KindTotal,
  type Paper,
  put,
  type Receipt,
  type ReceiptQuery,
  type Row,
  receiptSource,
  receiptSvg,
  rule,
  yuan,
} from '../../modules/sales/index.ts'
import { minuteIn } from '../../platform/time.ts'
import type { ZDocument, ZShift } from './z-document.ts'
import { Z_LABELS, type ZLabels } from './z-labels.ts'

interface Page extends Paper {
  labels: ZLabels
}

/** What a till shows and prints. */
export function drawZ(document: ZDocument, { columns, lang }: ReceiptQuery): Receipt {
  const labels = Z_LABELS[lang]
  const source = receiptSource(zRows(document, columns, labels))
  return { title: `${labels.title[document.kind]} ${document.number}`, source, svg: receiptSvg(source, columns, lang) }
}

/** The rows of a report. */
export function zRows(document: ZDocument, columns: Columns, labels: ZLabels): Row[] {
  const page: Page = { rows: [], columns, labels }
  head(page, document)
  sales(page, document)
  refunds(page, document)
  prepaid(page, document)
  cash(page, document)
  count(page, document)
  if (document.kind === 'day') days(page, document)
  signatures(page, document)
  return page.rows
}

function head(page: Page, document: ZDocument): void {
  const { labels } = page
  centre(page, document.store.name, 'tall')
  centre(page, labels.title[document.kind], 'bold')
  rule(page)
  put(page, labels.number, document.number)
  put(page, labels.businessDay, document.businessDay)
  if (document.till) put(page, labels.till, [String(document.till.ordinal), document.till.name].filter((t) => t !== '').join(' '))
  const [only] = document.shifts
  if (document.kind !== 'day' && only) {
    put(page, labels.opened, minuteIn(only.openedAt, document.store.zone))
    put(page, '', [only.openedByName ?? '', only.openedByItself ? labels.byItself : ''].filter((t) => t !== '').join(' '))
    if (only.closedAt !== null) put(page, labels.closed, minuteIn(only.closedAt, document.store.zone))
    if (only.closedByName !== null) put(page, '', only.closedByName)
  }
  if (document.kind !== 'shift') put(page, labels.printed, minuteIn(document.madeAt, document.store.zone))
}

function sales(page: Page, { sales }: ZDocument): void {
  const { labels } = page
  section(page, labels.sections.sales, labels.bills(sales.ticketCount))
  kinds(page, sales.lines, (l) => (l.kind === 'rounding' ? '' : ` ×${l.quantity}`))
  put(page, labels.total, yuan(sales.totalFen), 0, 'bold')
  if (sales.otherDayCount > 0) put(page, labels.otherDay(sales.otherDayCount), '', INDENT)
  if (sales.adjustments.length > 0) {
    section(page, labels.sections.discounts, '')
    put(page, labels.list, yuan(sales.listFen))
    kinds(page, sales.adjustments, (a) => ` ×${a.count}`)
  }
  section(page, labels.sections.tenders, '')
  kinds(page, sales.tenders, (t) => ` ×${t.count}`)
}

function refunds(page: Page, { sales }: ZDocument): void {
  if (sales.refunds.length === 0) return
  const { labels } = page
  section(page, labels.sections.refunds, '')
  kinds(page, sales.refunds, (r) => ` ×${r.count}`, -1)
  for (const t of sales.refundTenders) put(page, labels.kinds[t.kind] ?? t.kind, yuan(-t.amountFen), INDENT)
}

function prepaid(page: Page, { sales }: ZDocument): void {
  const { labels } = page
  const parts: [string, KindTotal[]][] = [
    [labels.sold, sales.sold],
    [labels.used, sales.used],
    [labels.returned, sales.returned],
    [labels.takenBack, sales.takenBack],
  ]
  if (parts.every(([, rows]) => rows.length === 0)) return
  section(page, labels.sections.prepaid, '')
  for (const [name, rows] of parts) {
    for (const row of rows.toSorted((a, b) => rank(a) - rank(b)))
      put(page, `${name} ${labels.kinds[row.kind] ?? row.kind}${row.kind === 'pass' ? ` ×${row.quantity}` : ''}`, yuan(row.amountFen))
  }
}

function cash(page: Page, { cash, movements }: ZDocument): void {
  const { labels } = page
  section(page, labels.sections.cash, '')
  put(page, labels.float, yuan(cash.openingFloatFen))
  put(page, labels.cashSales, yuan(cash.salesFen))
  put(page, labels.cashTopUps, yuan(cash.topUpFen))
  put(page, labels.cashRefunds, yuan(-cash.refundFen))
  put(page, labels.cashIn, yuan(cash.inFen))
  put(page, labels.cashOut, yuan(-cash.outFen))
  for (const m of movements)
    put(page, [labels.codes[m.code] ?? m.code, m.note].filter((t) => t !== '').join(' '), yuan(m.amountFen), INDENT)
  put(page, labels.expected, yuan(cash.expectedFen), 0, 'bold')
}

function count(page: Page, { count, shifts, kind }: ZDocument): void {
  if (count === null) return
  const { labels } = page
  section(page, labels.sections.count, '')
  for (const p of count.pieces) if (p.quantity > 0) put(page, `${yuan(p.fen)} ×${p.quantity}`, yuan(p.fen * p.quantity), INDENT)
  put(page, labels.counted, yuan(count.countedFen), 0, 'bold')
  if (count.firstCountedFen !== null) put(page, labels.firstCounted(count.times), yuan(count.firstCountedFen), INDENT)
  put(page, labels.variance, signed(count.varianceFen), 0, 'bold')
  const [only] = shifts
  if (kind === 'shift' && only) answers(page, only)
  const taken = only?.takenTo === 'bank' ? labels.taken.bank : labels.taken.safe
  put(page, kind === 'day' ? labels.takenAll : taken, yuan(count.takenFen))
  put(page, labels.left, yuan(count.closingFloatFen))
}

function answers(page: Page, shift: ZShift): void {
  if (shift.varianceReason !== '') put(page, `${page.labels.reason} ${shift.varianceReason}`, '', INDENT)
  if (shift.approvedByName !== null) put(page, page.labels.approver, shift.approvedByName, INDENT)
}

function days(page: Page, document: ZDocument): void {
  const { labels } = page
  section(page, labels.sections.shifts, '')
  for (const s of document.shifts) {
    put(page, s.label, s.closedByName ?? '')
    put(page, labels.counted, yuan(s.countedFen ?? 0), INDENT)
    put(page, labels.variance, signed(s.varianceFen ?? 0), INDENT)
    answers(page, s)
  }
}

function signatures(page: Page, document: ZDocument): void {
  if (document.kind === 'x') return
  const { labels } = page
  rule(page)
  const [only] = document.shifts
  const names: [string, string][] =
    document.kind === 'day'
      ? [[labels.signatures.manager, '']]
      : [
          [labels.signatures.cashier, only?.closedByName ?? ''],
          ...(only?.receivedByName ? ([[labels.signatures.receiver, only.receivedByName]] as [string, string][]) : []),
          [labels.signatures.manager, only?.approvedByName ?? ''],
        ]
  for (const [label, name] of names) {
    put(page, name === '' ? label : `${label} ${name}`, '')
    put(page, '', '.'.repeat(page.columns - INDENT))
  }
}

/** What a shop sells and takes, in the order in which it thinks of it; anything else behind. */
const ORDER =
  'service product principal bonus pass top_up tip rounding cash wechat alipay bank_card bank_transfer stored_value level store_price manual pass_price'.split(
    ' ',
  )

function kinds(page: Page, rows: readonly KindTotal[], more: (row: KindTotal) => string, sign: 1 | -1 = 1): void {
  for (const row of rows.toSorted((a, b) => rank(a) - rank(b)))
    put(page, `${page.labels.kinds[row.kind] ?? row.kind}${more(row)}`, yuan(row.amountFen * sign))
}

function rank({ kind }: KindTotal): number {
  const place = ORDER.indexOf(kind)
  return place < 0 ? ORDER.length : place
}

function signed(fen: number): string {
  return fen > 0 ? `+${yuan(fen)}` : yuan(fen)
}

function section(page: Page, title: string, right: string): void {
  rule(page)
  put(page, title, right, 0, 'bold')
}
