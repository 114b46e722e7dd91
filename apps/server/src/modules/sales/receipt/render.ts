/** Lays a receipt out for a paper width: document → rows → receiptline. No row is ever wider than the paper. Pure. */
import type { ReceiptBalance, ReceiptDocument, ReceiptLine, ReceiptReason, ReceiptSource, ReceiptTender } from './document.ts'
import { hoursRows } from './hours.ts'
import { LABELS, type Labels } from './labels.ts'
import { centre, INDENT, type Paper, put, type Row, rule, type Style } from './paper.ts'
import type { Columns, Lang } from './schemas.ts'
import { escapeText, yuan } from './text.ts'
import { amountInWords } from './words.ts'

interface Page extends Paper {
  lang: Lang
  labels: Labels
}

/** None of these changes the width of a character. */
const MARKUP: Record<Style, (text: string) => string> = {
  plain: (text) => text,
  bold: (text) => `"${text}"`,
  tall: (text) => `^^${text}^^`,
  total: (text) => `^^"${text}"^^`,
}

/** The rows of a receipt. */
export function receiptRows(document: ReceiptDocument, columns: Columns, lang: Lang): Row[] {
  const page: Page = { rows: [], columns, lang, labels: LABELS[lang] }
  header(page, document)
  rule(page)
  for (const line of document.lines) item(page, line)
  rule(page)
  totals(page, document)
  rule(page)
  for (const t of document.tenders) tender(page, t)
  if (document.cash) {
    put(page, page.labels.received, yuan(document.cash.receivedFen), INDENT)
    put(page, page.labels.change, yuan(document.cash.changeFen), INDENT)
  }
  exchange(page, document)
  allBalances(page, document)
  for (const back of document.takenBack)
    put(page, `${page.labels.title[back.kind === 'void' ? 'void' : 'refund']} ${back.number}`, yuan(back.totalFen))
  rule(page)
  centre(page, page.labels.thanks)
  for (const row of hoursRows(page.labels.hours, document.shop.openingHours)) centre(page, row)
  return page.rows
}

/** The receiptline document. Every text is escaped here and nowhere else, so that what a customer is called can never be markup. */
export function receiptSource(rows: readonly Row[]): string {
  return rows
    .map((row) => {
      if (row.kind === 'rule') return '---'
      const text = escapeText(row.text)
      const styled = MARKUP[row.style](text)
      // A space on the side of the bar that is far from the text says where the text stands: none means the middle.
      return row.align === 'center' ? styled : `${styled} |`
    })
    .join('\n')
}

/** What the file or window of a receipt is called. */
export function receiptTitle(document: ReceiptDocument, lang: Lang): string {
  return `${LABELS[lang].title[document.kind]} ${document.number}`
}

function header(page: Page, document: ReceiptDocument): void {
  const { labels } = page
  const { shop, member } = document
  centre(page, shop.storeName, 'tall')
  if (shop.brandName !== shop.storeName) centre(page, shop.brandName)
  centre(page, shop.address)
  centre(page, shop.phone)
  centre(page, labels.title[document.kind], 'bold')
  if (document.isVoided) centre(page, labels.voided, 'tall')
  rule(page)
  put(page, labels.number, document.number)
  if (document.ticketNumber !== null) put(page, labels.ticketNumber, document.ticketNumber)
  put(page, labels.businessDay, document.businessDay)
  put(page, labels.time, document.time)
  put(page, document.kind === 'sale' ? labels.cashier : labels.handledBy, document.cashier)
  if (document.approver !== null) put(page, labels.approver, document.approver)
  if (document.reasonCode !== null) put(page, labels.reason, labels.reasons[document.reasonCode] ?? document.reasonCode)
  if (member) put(page, labels.member, `${member.number} ${member.name}`)
}

function item(page: Page, line: ReceiptLine): void {
  const { labels } = page
  const name = line.isNamed ? line.name : (labels.lineNames[line.kind] ?? line.name)
  put(page, line.quantity === 1 ? name : `${name} ×${line.quantity}`, yuan(line.listFen), 0, 'bold')
  if (line.whose !== '') put(page, line.whose, '', INDENT)
  if (line.depositKind !== null) put(page, labels.depositRules[line.depositKind] ?? '', '', INDENT)
  for (const reason of line.reasons) put(page, reasonText(labels, reason), yuan(reason.amountFen), INDENT)
  if (line.reasons.length > 0) put(page, labels.net, yuan(line.netFen), INDENT)
  if (line.bonusFen > 0) put(page, labels.bonus, yuan(line.bonusFen), INDENT)
  if (line.laterFen > 0) put(page, labels.later, yuan(line.laterFen), INDENT)
  if (line.laterFen > 0) put(page, labels.laterRule, '', INDENT)
  for (const source of line.worksheet) put(page, `${labels.backTo} ${sourceText(labels, source)}`, yuan(source.amountFen), INDENT)
}

function reasonText(labels: Labels, reason: ReceiptReason): string {
  switch (reason.kind) {
    case 'store_price':
      return `${labels.storePrice} ${yuan(reason.unitFen)}`
    case 'price_lock':
      return `${labels.priceLock} ${yuan(reason.unitFen)}`
    case 'level':
      return `${reason.levelName} ${percentText(labels, reason.bp)}`
    case 'pass_price':
      return `${reason.passName} ${sessionsText(labels, reason.sessions)}`
    case 'override':
    case 'manual': {
      const what = [reason.reason, reason.bp === null ? '' : percentText(labels, reason.bp)].filter((t) => t !== '').join(' ')
      return reason.approver === null ? what : `${what} (${labels.approvedBy(reason.approver)})`
    }
  }
}

function percentText(labels: Labels, bp: number): string {
  return bp === 10_000 ? labels.free : labels.percent(bp)
}

function sessionsText(labels: Labels, count: number): string {
  return count === 0 ? labels.unlimited : labels.sessions(count)
}

function sourceText(labels: Labels, source: ReceiptSource): string {
  if (source.kind === 'pass') return `${source.name ?? labels.sources.pass} ${sessionsText(labels, source.quantity)}`
  return labels.sources[source.kind] ?? source.kind
}

function totals(page: Page, document: ReceiptDocument): void {
  const { labels } = page
  const { listFen, discountFen, roundingFen, totalFen } = document.totals
  if (discountFen !== 0 || roundingFen !== 0) put(page, document.kind === 'sale' ? labels.list : labels.net, yuan(listFen))
  if (discountFen !== 0) put(page, discountFen > 0 ? labels.discount : labels.raised, yuan(-discountFen))
  if (roundingFen !== 0) put(page, labels.rounding, yuan(-roundingFen))
  put(page, labels.total[document.kind], yuan(totalFen), 0, 'total')
  put(page, labels.inWords, amountInWords(totalFen, page.lang))
}

function tender(page: Page, t: ReceiptTender): void {
  const { labels } = page
  const kind = labels.sources[t.kind] ?? t.kind
  const from = t.fromKind === null ? '' : ` (${labels.insteadOf(labels.sources[t.fromKind] ?? t.fromKind)})`
  put(page, `${kind}${from}`, yuan(t.amountFen))
  if (t.source !== '') put(page, t.source, '', INDENT)
  if (t.reason !== '') put(page, `${labels.reason} ${t.reason}`, '', INDENT)
  if (t.reference !== '') put(page, t.reference, '', INDENT)
  for (const lot of t.lots) put(page, sourceText(labels, lot), yuan(lot.amountFen), INDENT)
}

/** What came back for what is sold here, or the number of what was taken instead. */
function exchange(page: Page, { exchange: other }: ReceiptDocument): void {
  if (!other) return
  rule(page)
  const words = page.labels[other.isUpgrade ? 'upgrade' : 'exchange']
  put(page, words[other.lines.length > 0 ? 'returned' : 'taken'], other.number)
  for (const line of other.lines) put(page, line.quantity === 1 ? line.name : `${line.name} ×${line.quantity}`, yuan(-line.netFen), INDENT)
}

/** What everybody whose wallet moved has now; the bill's own member first, others by number and masked name. */
function allBalances(page: Page, document: ReceiptDocument): void {
  balances(page, document, page.labels.balanceTitle)
  for (const other of document.others) balances(page, other, `${page.labels.balanceTitle} ${other.number} ${other.name}`)
}

function balances(page: Page, document: Pick<ReceiptDocument, 'balances' | 'moved'>, title: string): void {
  const { labels } = page
  if (document.balances.length === 0) return
  rule(page)
  centre(page, title)
  for (const balance of document.balances) {
    if (balance.kind === 'sessions') sessions(page, document, balance)
    else {
      const show = balance.kind === 'points' ? String : yuan
      put(page, labels.balances[balance.kind], change(balance, show))
    }
  }
  for (const lot of document.moved.filter((l) => l.unit === 'day' && l.before !== l.after)) put(page, lot.name, change(lot, labels.days))
}

/** All sessions the member has, and of which passes they were taken or given; one line when that is the same. */
function sessions(page: Page, document: Pick<ReceiptDocument, 'moved'>, balance: ReceiptBalance): void {
  const { labels } = page
  const moved = document.moved.filter((l) => l.unit === 'session')
  const only = moved.length === 1 ? moved[0] : undefined
  if (only && only.before === balance.before && only.after === balance.after) {
    put(page, only.name, change(only, labels.sessions))
    return
  }
  put(page, labels.balances.sessions, change(balance, labels.sessions))
  for (const lot of moved) put(page, lot.name, change(lot, labels.sessions), INDENT)
}

function change({ before, after }: { before: number; after: number }, show: (value: number) => string): string {
  return before === after ? show(after) : `${show(before)} → ${show(after)}`
}
