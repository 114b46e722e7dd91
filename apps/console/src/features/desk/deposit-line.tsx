import type { CartLine } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk-context.tsx'
import styles from './ticket.module.css'

/** By which rule a deposit is kept, for which day, and whose it is when that is no member. */
export function DepositNote({ deposit }: { deposit: NonNullable<CartLine['deposit']> }) {
  const { t } = useTranslation('desk')
  const words = [t(`deposit.rule.${deposit.kind}`), deposit.dueOn, deposit.contact?.name, deposit.contact?.phone]
  return (
    <div className={styles.notes}>
      <span className={styles.depositNote}>{words.filter(Boolean).join(' · ')}</span>
    </div>
  )
}

export function DepositTool({ lineKey }: { lineKey: string }) {
  const { t } = useTranslation('desk')
  const { open } = useDesk()
  return <Button onClick={() => open({ kind: 'deposit', key: lineKey })}>{t('line.edit')}</Button>
}
