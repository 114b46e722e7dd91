import { CloseOutlined, WarningFilled } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { MemberAvatar } from './member-avatar.tsx'
import styles from './member-strip.module.css'
import { Money } from './money.tsx'

export interface StripMember {
  id?: string
  photoId?: string | null
  name: string | null
  number: string
  phone: string | null
  level: { name: string }
  allergies: string
}

export interface StripBalances {
  principalFen: number
  bonusFen: number
  rebateFen: number
  points: number
}

export interface StripPass {
  id: string
  name: string
  remaining: number
  isUnlimited: boolean
  /** Of a pass that is not wholly paid: how many of the sessions are. */
  paid?: number | null
}

interface MemberStripProps {
  member: StripMember
  /** Absent while loading, or when the reader may not see money. */
  balances?: StripBalances | undefined
  passes?: readonly StripPass[]
  /** What is left of their deposits in this store. */
  depositFen?: number
  onRemove?: () => void
}

/** Who the bill is for: level, what they own as chips, and what must not touch their skin, in red and in words. */
export function MemberStrip({ member, balances, passes = [], depositFen = 0, onRemove }: MemberStripProps) {
  const { t } = useTranslation('common')
  const name = member.name ?? member.number
  const passWords = ({ remaining, paid }: StripPass) =>
    t('member.sessionsLeft', { count: remaining }) + (typeof paid === 'number' ? ` · ${t('member.sessionsPaid', { count: paid })}` : '')
  return (
    <div className={styles.strip}>
      <div className={styles.head}>
        <MemberAvatar member={member} />
        <div className={styles.who}>
          <div className={styles.name}>
            <strong className="yb-truncate" title={name}>
              {name}
            </strong>
            <span className={styles.level}>{member.level.name}</span>
          </div>
          <div className={styles.reach}>
            {member.phone ?? t('member.noPhone')} · {member.number}
          </div>
        </div>
        {onRemove && (
          <button type="button" className={styles.remove} aria-label={t('member.remove')} title={t('member.remove')} onClick={onRemove}>
            <CloseOutlined />
          </button>
        )}
      </div>
      {member.allergies && (
        <div className={styles.allergy} role="alert">
          <WarningFilled aria-hidden="true" /> <strong>{t('member.allergy')}</strong> {member.allergies}
        </div>
      )}
      {balances && (
        <div className={styles.chips}>
          <Chip label={t('member.balance')}>
            <Money fen={balances.principalFen} />
          </Chip>
          <Chip label={t('member.bonus')}>
            <Money fen={balances.bonusFen} />
          </Chip>
          {balances.rebateFen > 0 && (
            <Chip label={t('member.rebate')}>
              <Money fen={balances.rebateFen} />
            </Chip>
          )}
          {balances.points !== 0 && <Chip label={t('member.points')}>{balances.points}</Chip>}
          {passes.map((pass) => (
            <Chip key={pass.id} label={pass.name}>
              {pass.isUnlimited ? t('member.unlimited') : passWords(pass)}
            </Chip>
          ))}
          {depositFen > 0 && (
            <Chip label={t('member.deposit')}>
              <Money fen={depositFen} />
            </Chip>
          )}
        </div>
      )}
    </div>
  )
}

function Chip({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className={styles.chip} title={label}>
      <span className={styles.chipLabel}>{label}</span> {children}
    </span>
  )
}
