import { useTranslation } from 'react-i18next'
import { formatFen } from '../../lib/money.ts'
import { timeText } from '../../lib/time.ts'
import styles from './prepaid-refunds.module.css'
import type { Request } from './queries.ts'
import { SheetView } from './sheet-view.tsx'

/** The whole worksheet as a page of paper: black on white whatever the screen looks like, with room for two signatures. */
export function A4Sheet({ request }: { request: Request }) {
  const { t, i18n } = useTranslation(['prepaid', 'trade'])
  const kept = request.sheets.findLast((s) => s.purpose === 'payout') ?? request.sheets[0]
  if (!kept) return null
  const rows: [string, string][] = [
    [t('a4.store'), request.storeName],
    [t('a4.member'), `${request.memberNumber} ${request.memberName ?? ''}`],
    [t('a4.number'), request.number ?? t('state.requested')],
    [t('request.asked'), timeText(request.requestedAt, i18n.language)],
    [t('request.due'), request.dueOn],
    [t('ask.reason'), t(`trade:refundReason.${request.reasonCode}`)],
    [t('sheet.countedTo'), kept.sheet.payOn],
  ]
  return (
    <article className={styles.a4}>
      <h2>{t('a4.title')}</h2>
      <dl className={styles.a4Head}>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <SheetView sheet={kept.sheet} isPrinted />
      {request.payouts.length > 0 && (
        <p>
          {t('a4.paidBy')}{' '}
          {request.payouts
            .map((p) => `${t(`trade:tender.${p.kind}`)} ${formatFen(p.amountFen)}${p.reference ? ` (${p.reference})` : ''}`)
            .join('; ')}
        </p>
      )}
      <p className={styles.hash}>SHA-256 {kept.sha256}</p>
      <div className={styles.a4Signs}>
        <span>{t('a4.customer')}</span>
        <span>{t('a4.clerk')}</span>
      </div>
    </article>
  )
}
