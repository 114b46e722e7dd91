/** A worksheet on paper, line by line with every formula and its figures, by the same means as a receipt. Pure. */
import type { GrantSheet, RequestDetail } from '../../modules/prepaid/index.ts'
import {
  amountInWords,
  type Columns,
  centre,
  INDENT,
  maskName,
  type Paper,
  plainYuan,
  printedName,
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
import { PAPER_LABELS, type PaperLabels } from './paper-labels.ts'

interface Page extends Paper {
  lang: ReceiptQuery['lang']
  labels: PaperLabels
}

export interface PaperFacts {
  request: RequestDetail
  brandName: string
  zone: string
}

/** What a till shows and prints: the worksheet as it was paid, or as it was requested. */
export function drawWorksheet(facts: PaperFacts, { columns, lang }: ReceiptQuery): Receipt {
  const labels = PAPER_LABELS[lang]
  const source = receiptSource(worksheetRows(facts, columns, lang))
  return { title: `${labels.title} ${facts.request.number ?? ''}`.trim(), source, svg: receiptSvg(source, columns, lang) }
}

export function worksheetRows(facts: PaperFacts, columns: Columns, lang: ReceiptQuery['lang']): Row[] {
  const page: Page = { rows: [], columns, lang, labels: PAPER_LABELS[lang] }
  const kept = facts.request.sheets.findLast((s) => s.purpose === 'payout') ?? facts.request.sheets[0]
  if (!kept) return page.rows
  const { sheet, sha256 } = kept
  head(page, facts, sheet)
  for (const grant of sheet.grants) one(page, grant, sheet.rule.params.yearDays)
  sums(page, facts.request, sheet)
  rule(page)
  put(page, page.labels.hash, '')
  for (let at = 0; at < sha256.length; at += 16) put(page, sha256.slice(at, at + 16), '', INDENT)
  for (const who of [page.labels.customer, page.labels.clerk]) {
    put(page, who, '')
    put(page, '', '.'.repeat(columns - INDENT))
  }
  return page.rows
}

type Sheet = RequestDetail['sheets'][number]['sheet']

function head(page: Page, { request, brandName, zone }: PaperFacts, sheet: Sheet): void {
  const { labels } = page
  centre(page, request.storeName, 'tall')
  if (brandName !== request.storeName) centre(page, brandName, 'plain')
  centre(page, labels.title, 'bold')
  centre(page, labels.states[request.state], 'bold')
  rule(page)
  if (request.number !== null) put(page, labels.number, request.number)
  put(page, labels.member, `${request.memberNumber} ${maskName(request.memberName ?? '')}`)
  put(page, labels.requested, minuteIn(request.requestedAt, zone))
  if (request.state === 'requested') put(page, labels.due, request.dueOn)
  if (request.state === 'paid' && request.closedAt !== null) put(page, labels.paid, minuteIn(request.closedAt, zone))
  put(page, labels.handledBy, request.closedByName ?? request.requestedByName ?? '')
  if (request.approvedByName !== null) put(page, labels.approver, request.approvedByName)
  put(page, labels.reason, labels.reasons[sheet.reasonCode])
  put(page, '', labels.causes[sheet.cause])
  put(page, labels.rescinded, sheet.rescindedOn)
  if (sheet.serviceStoppedOn !== null) put(page, labels.stopped, sheet.serviceStoppedOn)
  put(page, labels.countedTo, sheet.payOn)
  put(page, labels.rule, labels.version(sheet.rule.version))
  put(page, sheet.rule.source, '', INDENT)
}

function one(page: Page, grant: GrantSheet, yearDays: number): void {
  const { labels } = page
  rule(page)
  put(page, printedName(grant.name, page.lang), grant.ticketNumber ?? '', 0, 'bold')
  put(page, labels.paidOn, grant.paidOn)
  if (grant.unpaidFen) put(page, labels.price, yuan(grant.paidFen))
  put(page, labels.paidFen, yuan(grant.paidFen - (grant.unpaidFen ?? 0)))
  if (grant.bonusFen > 0) put(page, labels.bonus, yuan(grant.bonusFen))
  put(page, labels.uses, grant.uses.length === 0 ? labels.none : '')
  for (const use of grant.uses) {
    put(page, `${use.day} ${printedName(use.name, page.lang)}${use.sessions > 0 ? ` ×${use.sessions}` : ''}`, yuan(use.chargedFen), INDENT)
    if (use.listFen !== use.chargedFen) put(page, '', labels.listOf(yuan(use.listFen)))
  }
  if (grant.uses.length > 0) put(page, labels.charged, yuan(grant.chargedFen))
  if (grant.uses.length > 0) put(page, labels.list, yuan(grant.listFen))
  // Without bonus nothing is shared, and the formula is the plain one.
  put(page, labels.formulas[grant.formula === 'M' && grant.bonusFen === 0 ? 'cooling_off' : grant.formula], '')
  put(page, figuresOf(grant, labels), yuan(grant.entitledFen), INDENT)
  if (grant.refundedBeforeFen > 0) put(page, labels.before, yuan(-grant.refundedBeforeFen))
  if (grant.portion) put(page, labels.portion, `${yuan(grant.portion.portionFen)} / ${yuan(grant.portion.ofFen)}`)
  if (grant.unpaidFen && grant.refundFen > grant.entitledFen) put(page, labels.forgiven, yuan(grant.refundFen))
  if (grant.unpaidFen) put(page, labels.unpaid, yuan(-grant.unpaidFen))
  put(page, labels.due1, yuan(backOf(grant)), 0, 'bold')
  interest(page, grant, yearDays)
}

function interest(page: Page, grant: GrantSheet, yearDays: number): void {
  const { labels } = page
  const { basis, rateBp, days, rateFrom, amountFen } = grant.interest
  put(page, `${labels.interest} ${labels.bases[basis]}${rateFrom === null || basis === 'agreed' ? '' : ` ${labels.from(rateFrom)}`}`, '')
  if (basis !== 'none')
    put(page, `${plainYuan(backOf(grant))} × ${(rateBp / 100).toFixed(2)}% × ${labels.days(days)} ÷ ${yearDays}`, yuan(amountFen), INDENT)
}

/** What of a refund is money that was paid. */
function backOf({ refundFen, unpaidFen = 0 }: GrantSheet): number {
  return refundFen - unpaidFen
}

/** The formula with its figures put in. */
function figuresOf(grant: GrantSheet, labels: PaperLabels): string {
  const paid = plainYuan(grant.paidFen)
  switch (grant.formula) {
    case 'M':
      return grant.bonusFen > 0
        ? `${paid} － ${plainYuan(grant.chargedFen)} × ${paid} ÷ (${paid} ＋ ${plainYuan(grant.bonusFen)})`
        : `${paid} － ${plainYuan(grant.chargedFen)}`
    case 'C':
      return `${paid} － ${plainYuan(grant.listFen)}`
    case 'T':
      return `${paid} × ${labels.days(grant.days?.remaining ?? 0)} ÷ ${labels.days(grant.days?.total ?? 0)}`
    default:
      return `${paid} － ${plainYuan(grant.chargedFen)}`
  }
}

function sums(page: Page, request: RequestDetail, sheet: Sheet): void {
  const { labels } = page
  rule(page)
  put(page, labels.refund, yuan(sheet.refundFen))
  if (sheet.unpaidFen) put(page, labels.unpaid, yuan(-sheet.unpaidFen))
  for (const gift of sheet.gifts) {
    put(page, `${labels.gifts} ${gift.name} ${yuan(gift.valueFen)}`, gift.deductFen > 0 ? '' : labels.notDeducted)
    if (gift.deductFen > 0) put(page, `${labels.deducted} ${gift.reason}`, yuan(-gift.deductFen), INDENT)
  }
  put(page, labels.interest, yuan(sheet.interestFen))
  put(page, labels.total, yuan(sheet.totalFen), 0, 'total')
  if (page.lang !== 'en') put(page, labels.inWords, amountInWords(sheet.totalFen, page.lang))
  put(page, labels.lotValue, yuan(sheet.lotValueFen))
  const result = sheet.resultFen - sheet.giftFen
  put(page, result <= 0 ? labels.kept : labels.paidAbove, yuan(Math.abs(result)))
  if (request.payouts.length === 0) return
  put(page, labels.payouts, '')
  for (const p of request.payouts) {
    put(page, labels.ways[p.kind] ?? p.kind, yuan(p.amountFen), INDENT)
    if (p.reason !== '' || p.reference !== '') put(page, [p.reason, p.reference].filter((t) => t !== '').join(' '), '', INDENT + INDENT)
  }
}
