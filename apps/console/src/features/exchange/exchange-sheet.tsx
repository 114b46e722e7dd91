import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { Money } from '../../components/money.tsx'
import { type Fact, Facts } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { useLineName } from '../tickets/ticket-words.tsx'
import styles from '../tickets/tickets.module.css'
import { outcomeOf, storedOf } from './exchange-draft.ts'
import type { ExchangeQuote, useExchangeQuote } from './use-exchange.ts'

/** The figures as they become; dimmed while they are worked out anew. */
export function ExchangeSheet({ quoted }: { quoted: ReturnType<typeof useExchangeQuote> }) {
  const { t } = useTranslation(['exchange', 'tickets'])
  if (quoted.error) return <ProblemAlert error={quoted.error} />
  if (quoted.isPending) return <Bones heights={[220]} />
  if (!quoted.shown)
    return (
      <div className={styles.sheet}>
        <EmptyState title={t('sheet.empty')} hint={t('sheet.emptyHint')} />
      </div>
    )
  return (
    <div className={`${styles.sheet} ${quoted.current ? '' : styles.stale}`} aria-busy={!quoted.current}>
      <ExchangeFigures quote={quoted.shown} />
      {quoted.shown.worksheet.needsApproval && <div className={styles.callout}>{t('tickets:refund.willNeedApproval')}</div>}
    </div>
  )
}

/** What comes back, what goes out, and what is left between the two. */
export function ExchangeFigures({ quote: { worksheet, quote, creditFen, paidBackFen } }: { quote: ExchangeQuote }) {
  const { t } = useTranslation(['exchange', 'trade'])
  const lineName = useLineName()
  return (
    <>
      <div>
        <h3>{t('sheet.back')}</h3>
        <Facts
          facts={[
            ...worksheet.lines.map((line) => ({
              key: line.lineId,
              label: line.kind === 'rounding' ? lineName(line.name) : `${lineName(line.name)} × ${line.quantity}`,
              value: <Money fen={line.netFen} />,
            })),
            { key: 'total', label: t('sheet.backTotal'), value: <Money fen={worksheet.totalFen} />, isTotal: true },
          ]}
        />
      </div>
      <div>
        <h3>{t('sheet.out')}</h3>
        <Facts
          facts={[
            ...quote.lines.map((line) => ({
              key: line.key,
              label: line.kind === 'rounding' ? lineName(line.name) : `${line.name} × ${line.quantity}`,
              value: <Money fen={line.netFen} />,
            })),
            { key: 'total', label: t('sheet.outTotal'), value: <Money fen={quote.totalFen} />, isTotal: true },
          ]}
        />
      </div>
      <Facts
        facts={[
          creditFen > 0 && { key: 'credit', label: t('sheet.credit'), value: <Money fen={creditFen} /> },
          ...backFacts(worksheet, t),
          ...payFacts(quote, t),
        ]}
      />
      <Outcome takenFen={quote.dueFen + takenOf(quote)} paidBackFen={paidBackFen} storedFen={storedBackOf(worksheet) - storedOf(quote)} />
    </>
  )
}

type Translate = TFunction<readonly ['exchange', 'trade']>
const outside = new Set(['cash', 'wechat', 'alipay', 'bank_card'])

function takenOf(quote: ExchangeQuote['quote']): number {
  return quote.tenders.filter((e) => outside.has(e.kind)).reduce((sum, e) => sum + e.amountFen, 0)
}

/** What goes back to where it came from: money, debts, lots. */
function backFacts(worksheet: ExchangeQuote['worksheet'], t: Translate): Fact[] {
  const back = (kind: string) => worksheet.tenders.filter((e) => e.kind === kind).reduce((sum, e) => sum + e.amountFen, 0)
  // One figure for each way, however many tenders of the first bill it comes from.
  return [
    ...[...outside, 'on_account']
      .filter((kind) => back(kind) > 0)
      .map((kind) => ({
        key: `back ${kind}`,
        label: kind === 'on_account' ? t('sheet.debtLess') : t('sheet.paidBack', { way: t(`trade:tender.${kind}`) }),
        value: <Money fen={-back(kind)} />,
      })),
    ...worksheet.lots
      .filter((lot) => lot.unit !== 'session')
      .map((lot) => ({
        key: lot.lotId,
        label: t('sheet.toLot', { kind: t(`trade:lotKind.${lot.kind}`) }),
        value: <Money fen={-lot.amountFen} />,
      })),
  ]
}

function payFacts(quote: ExchangeQuote['quote'], t: Translate): Fact[] {
  return quote.tenders
    .filter((e) => e.kind !== 'exchange' && e.amountFen > 0)
    .map((e) => ({
      key: `pay ${e.ordinal}`,
      label: t('sheet.pays', { way: t(`trade:tender.${e.kind}`) }),
      value: <Money fen={e.amountFen} />,
    }))
}

function storedBackOf(worksheet: ExchangeQuote['worksheet']): number {
  return worksheet.lots.filter((lot) => lot.unit === 'fen').reduce((sum, lot) => sum + lot.amountFen, 0)
}

/** The one figure that both look at: money first, else what it does to the balance. */
function Outcome(figures: Parameters<typeof outcomeOf>[0]) {
  const { t } = useTranslation('exchange')
  const [label, fen] = outcomeOf(figures)
  return (
    <div className={styles.sheetTotal}>
      <span>{t(`sheet.${label}`)}</span>
      <Money fen={fen} size="large" />
    </div>
  )
}
