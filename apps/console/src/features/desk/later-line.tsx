import type { CartLine, QuoteLine } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk-context.tsx'
import styles from './ticket.module.css'

/** 部分付款: what of a pass is paid today, and what its owner owes from now on. */
export function LaterNote({ line, quoted }: { line: CartLine; quoted: QuoteLine | undefined }) {
  const { t } = useTranslation('desk')
  if (line.laterFen === undefined || !quoted) return null
  return (
    <div className={styles.notes}>
      <span className={styles.passNote}>{t('later.note', { paidFen: quoted.netFen - line.laterFen, laterFen: line.laterFen })}</span>
    </div>
  )
}

export function LaterTool({ line }: { line: CartLine }) {
  const { t } = useTranslation('desk')
  const { state, open } = useDesk()
  if (line.kind !== 'pass' || (line.memberId ?? state.memberId) === null) return null
  return <Button onClick={() => open({ kind: 'later', key: line.key })}>{t('later.button')}</Button>
}

/** A pass would pay this line, were more of it paid: how much, and one press that puts it on the bill. */
export function UnpaidNote({ lineKey }: { lineKey: string }) {
  const { t } = useTranslation('desk')
  const { plan, dispatch } = useDesk()
  const notice = plan.quote?.notices.find((n) => n.code === 'pass_unpaid' && n.params.lineKey === lineKey)
  if (!notice) return null
  const { accountId, debtId, payFirstFen } = notice.params
  return (
    <div className={styles.notes}>
      <span className={styles.unpaidNote}>{t('later.unpaid', notice.params)}</span>
      {typeof accountId === 'string' && typeof debtId === 'string' && (
        <Button
          size="small"
          onClick={() => dispatch({ type: 'settle', accountId, debtId, amountFen: Number(payFirstFen), memberId: null })}
        >
          {t('later.payFirst', { fen: payFirstFen })}
        </Button>
      )}
    </div>
  )
}
