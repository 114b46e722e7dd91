import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { Money } from '../../components/money.tsx'
import { type Fact, Facts } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { RemedyButton } from '../desk/pay-more.tsx'
import { useLineName } from '../tickets/ticket-words.tsx'
import styles from '../tickets/tickets.module.css'
import { outcomeOf, sumOf } from './exchange-draft.ts'
import type { ExchangePayment, ExchangeQuote } from './use-exchange-payment.ts'

/** The figures as they become; dimmed while they are worked out anew. */
export function ExchangeSheet({ asked }: { asked: ExchangePayment }) {
  const { t } = useTranslation(['exchange', 'tickets'])
  const { remedy, payment } = asked
  if (asked.error) return <ProblemAlert error={asked.error} action={remedy && <RemedyButton payment={payment} remedy={remedy} />} />
  if (asked.isPending) return <Bones heights={[220]} />
  if (!asked.shown)
    return (
      <div className={styles.sheet}>
        <EmptyState title={t('sheet.empty')} hint={t('sheet.emptyHint')} />
      </div>
    )
  return (
    <div className={`${styles.sheet} ${asked.current ? '' : styles.stale}`} aria-busy={!asked.current}>
      <ExchangeFigures quote={asked.shown} />
      {asked.shown.worksheet.needsApproval && <div className={styles.callout}>{t('tickets:refund.willNeedApproval')}</div>}
    </div>
  )
}

/** What comes back, what goes out, and what is left between the two. */
export function ExchangeFigures({ quote: { worksheet, quote, creditFen } }: { quote: ExchangeQuote }) {
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
      <Outcome paid={quote.tenders} dueFen={quote.dueFen} back={worksheet.tenders} lots={worksheet.lots} />
    </>
  )
}

type Translate = TFunction<readonly ['exchange', 'trade']>
const GIVEN_BACK = ['cash', 'wechat', 'alipay', 'bank_card', 'deposit', 'on_account'] as const

/** What goes back to where it came from: money, debts, lots. */
function backFacts(worksheet: ExchangeQuote['worksheet'], t: Translate): Fact[] {
  const back = (kind: string) => sumOf(worksheet.tenders, kind)
  const label = (kind: (typeof GIVEN_BACK)[number]) => {
    if (kind === 'on_account') return t('sheet.debtLess')
    return kind === 'deposit' ? t('sheet.depositMore') : t('sheet.paidBack', { way: t(`trade:tender.${kind}`) })
  }
  // One figure for each way, however many tenders of the first bill it comes from.
  return [
    ...GIVEN_BACK.filter((kind) => back(kind) > 0).map((kind) => ({
      key: `back ${kind}`,
      label: label(kind),
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

const SAYS_IT: ReadonlySet<string> = new Set(['deposit', 'on_account'])

function payFacts({ tenders, changeFen }: ExchangeQuote['quote'], t: Translate): (Fact | false)[] {
  return [
    ...tenders
      .filter((e) => e.kind !== 'exchange' && e.amountFen > 0)
      .map((e) => ({
        key: `pay ${e.ordinal}`,
        // These names say by themselves that they pay.
        label: SAYS_IT.has(e.kind) ? t(`trade:tender.${e.kind}`) : t('sheet.pays', { way: t(`trade:tender.${e.kind}`) }),
        value: <Money fen={e.amountFen} />,
      })),
    changeFen > 0 && { key: 'change', label: t('done.change'), value: <Money fen={changeFen} tone="strong" /> },
  ]
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
