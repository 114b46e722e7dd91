import { useTranslation } from 'react-i18next'
import { Hint } from '../../components/hint.tsx'
import { Tag, type Tone } from '../../components/page-body.tsx'
import type { DepositRow } from './queries.ts'
import { type DepositState, stateOf } from './rules.ts'

export type DepositKind = DepositRow['kind']

/** 订金 or 定金; two words that sound the same and are kept by different rules. */
export function KindTag({ kind }: { kind: DepositKind }) {
  const { t } = useTranslation('deposits')
  return <Tag tone={kind === 'earnest' ? 'brand' : 'neutral'}>{t(`kind.${kind}`)}</Tag>
}

export function KindRules() {
  const { t } = useTranslation('deposits')
  return (
    <Hint label={t('rule.title')}>
      <p>
        <strong>{t('kind.advance')}</strong> {t('rule.advance')}
      </p>
      <p>
        <strong>{t('kind.earnest')}</strong> {t('rule.earnest')}
      </p>
    </Hint>
  )
}

const TONES: Record<DepositState, Tone> = { open: 'brand', used: 'done', refunded: 'neutral', forfeited: 'danger' }

export function StateTag({ deposit }: { deposit: DepositRow }) {
  const { t } = useTranslation('deposits')
  const state = stateOf(deposit)
  return <Tag tone={TONES[state]}>{t(`state.${state}`)}</Tag>
}

/** The day it is for. Once nothing is left of it nobody has to hurry. */
export function DueDay({ deposit }: { deposit: DepositRow }) {
  const { t } = useTranslation('deposits')
  const { dueOn, daysLeft, openFen } = deposit
  if (dueOn === null) return <span style={{ color: 'var(--yb-ink-faint)' }}>{t('due.none')}</span>
  if (daysLeft === null || openFen === 0 || daysLeft > 7) return <time dateTime={dueOn}>{dueOn}</time>
  const words = daysLeft < 0 ? t('due.late', { count: -daysLeft }) : daysLeft === 0 ? t('due.today') : t('due.left', { count: daysLeft })
  return (
    <>
      <time dateTime={dueOn}>{dueOn}</time> <Tag tone={daysLeft < 0 ? 'danger' : 'attention'}>{words}</Tag>
    </>
  )
}

export function whoOf(deposit: Pick<DepositRow, 'memberName' | 'memberNumber' | 'contactName'>): string {
  return deposit.memberName ?? deposit.memberNumber ?? deposit.contactName ?? '—'
}
