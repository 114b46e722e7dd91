import { DeleteOutlined } from '@ant-design/icons'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import type { Schema } from '../../lib/schema.ts'
import { useCan } from '../session/session-context.tsx'
import styles from './group.module.css'
import { useMemberName } from './queries.ts'
import type { SharerRow as Sharer } from './sharers.ts'
import { outsideKinds } from './tenders.ts'

interface SharerRowProps {
  sharer: Sharer
  share: Schema<'Split'>['shares'][number] | undefined
  isStale: boolean
  onChange: (changed: Partial<Sharer>) => void
  /** Asks which account is charged. */
  onCharge: () => void
  onDrop: (() => void) | undefined
}

/** One who shares the bill: who, by which means, how much. */
export function SharerRow({ sharer, share, isStale, onChange, onCharge, onDrop }: SharerRowProps) {
  const { t } = useTranslation(['group', 'desk'])
  const member = useMemberName(sharer.memberId)
  const name = sharer.memberId ? member : sharer.isWalkIn ? t('split.walkIn') : sharer.guest
  const maySeeDebts = useCan('read', 'Credit')
  const kinds: Sharer['kind'][] = [
    ...(sharer.memberId ? (['stored_value'] as const) : []),
    ...outsideKinds,
    ...(maySeeDebts ? (['on_account'] as const) : []),
  ]
  useEffect(() => {
    // A member's name is learned by and by; the row of the payment carries it.
    if (member && member !== sharer.name) onChange({ name: member })
  })
  return (
    <fieldset className={styles.share} aria-label={name}>
      {sharer.memberId || sharer.isWalkIn ? (
        <strong className="yb-truncate" title={name}>
          {name || '···'}
        </strong>
      ) : (
        <Input
          size="large"
          aria-label={t('split.guest')}
          maxLength={20}
          value={sharer.guest}
          onChange={(e) => onChange({ guest: e.target.value, name: e.target.value })}
        />
      )}
      <Select<Sharer['kind']>
        size="large"
        aria-label={t('split.how', { name })}
        value={sharer.kind}
        onChange={(kind) => (kind === 'on_account' ? onCharge() : onChange({ kind }))}
        options={kinds.map((kind) => ({ value: kind, label: t(`desk:tender.${kind}`) }))}
      />
      <span className={`${styles.shareFen} ${isStale ? styles.stale : ''}`}>
        {share ? <Money fen={share.amountFen} tone="strong" /> : '···'}
      </span>
      {onDrop ? (
        <button type="button" className={styles.drop} aria-label={t('split.drop', { name })} onClick={onDrop}>
          <DeleteOutlined />
        </button>
      ) : (
        <span />
      )}
      {sharer.kind === 'on_account' && sharer.account && (
        <button type="button" className={styles.charged} onClick={onCharge}>
          <span>{t('split.charged', { name: sharer.account.name, fen: sharer.account.leftFen })}</span>
          <span>{t('split.otherAccount')}</span>
        </button>
      )}
      {share && share.payableFen < share.amountFen && (
        <span className={styles.short}>
          {t(sharer.kind === 'on_account' ? 'split.shortAccount' : 'split.short', {
            fen: share.payableFen,
            restFen: share.amountFen - share.payableFen,
          })}
        </span>
      )}
    </fieldset>
  )
}
