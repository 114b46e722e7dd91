import { CloseOutlined, FileTextOutlined, SafetyCertificateOutlined, WalletOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './pay.module.css'
import { withoutRow, withRow } from './pay-choice.ts'
import { useMemberName } from './queries.ts'
import { idOf, type OwnMeans } from './tenders.ts'
import type { Payment } from './use-payment.ts'
import { YuanInput } from './yuan-input.tsx'

const icons: Record<OwnMeans['kind'], ReactNode> = {
  stored_value: <WalletOutlined aria-hidden="true" />,
  on_account: <FileTextOutlined aria-hidden="true" />,
  deposit: <SafetyCertificateOutlined aria-hidden="true" />,
}

interface OwnMeansRowProps {
  payment: Payment
  row: OwnMeans
  /** The only one: of the bill's own member it need not be said whose it is. */
  isAlone: boolean
}

/** A wallet, an account or a deposit: whose, how much of it, and how far it reaches. */
export function OwnMeansRow({ payment, row, isAlone }: OwnMeansRowProps) {
  const { t } = useTranslation(['group', 'desk'])
  const { choice, setChoice, amounts, known } = payment
  const isOwn = row.kind === 'stored_value' && row.memberId === known.ownId
  const member = useMemberName(row.kind === 'stored_value' && !(isOwn && isAlone) ? row.memberId : null)
  const id = isOwn ? 'pay-stored' : `pay-${idOf(row).replace(' ', '-')}`
  const whose = row.kind === 'stored_value' ? member : row.name
  const name = [t(`desk:tender.${row.kind}`), whose].filter(Boolean).join(' · ')
  const isPlanned = !choice.some((r) => idOf(r) === idOf(row))
  const reach = row.kind === 'stored_value' ? known.spendable.get(row.memberId) : row.leftFen
  const put = (fen: number | null) => {
    if (fen === null && row.kind === 'stored_value' && isOwn) setChoice(withoutRow(choice, row))
    else setChoice(withRow(choice, { ...row, fen: fen === null || reach === undefined ? fen : Math.min(fen, reach) }))
  }
  return (
    <div className={styles.field} data-row={idOf(row)}>
      <label htmlFor={id} title={name}>
        {icons[row.kind]} {name}
        {!isOwn && reach !== undefined && <span className={styles.reach}>{t('row.most', { fen: reach })}</span>}
      </label>
      <div className={styles.amount}>
        <YuanInput id={id} valueFen={row.fen} defaultFen={amounts.get(idOf(row)) ?? 0} onChange={put} />
        {!isOwn && !isPlanned && <RemoveRow name={name} onRemove={() => setChoice(withoutRow(choice, row))} />}
      </div>
    </div>
  )
}

export function RemoveRow({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { t } = useTranslation('group')
  return (
    <button
      type="button"
      className={styles.removeRow}
      aria-label={t('row.remove', { name })}
      title={t('row.remove', { name })}
      onClick={onRemove}
    >
      <CloseOutlined />
    </button>
  )
}
