import { DownOutlined, RightOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { Facts, Tag } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { useLineName } from '../tickets/ticket-words.tsx'
import styles from './members.module.css'

type Lot = Schema<'Lot'>

/** One lot; it opens to where it came from, how long it lasts, and what keeps it from being used. */
export function LotItem({ lot, memberId }: { lot: Lot; memberId: string }) {
  const { t } = useTranslation(['members', 'trade'])
  const name = useLineName()(lot.name)
  const [isOpen, setOpen] = useState(false)
  const until = lot.expiresOn
    ? t('until', { day: lot.expiresOn })
    : lot.validityDays
      ? t('fromFirstUse', { count: lot.validityDays })
      : t('noExpiry')
  return (
    <div className={styles.lot}>
      <button type="button" className={styles.lotHead} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span className={styles.lotName}>
          <strong className="yb-truncate" title={name}>
            {name}{' '}
            {lot.obstacle && <Tag tone={lot.obstacle === 'frozen' ? 'brand' : 'attention'}>{t(`trade:obstacle.${lot.obstacle}`)}</Tag>}
          </strong>
          <span>
            {t(`trade:lotKind.${lot.kind}`)} · {until}
            {lot.owedFen > 0 && ` · ${t('lot.owes', { fen: lot.owedFen })}`}
          </span>
        </span>
        <span className={styles.lotAmount}>
          <Amount unit={lot.unit} quantity={lot.remaining} />
          <span className={styles.soft}>
            {t('ofInitial')} <Amount unit={lot.unit} quantity={lot.initial} />
          </span>
        </span>
        {isOpen ? <DownOutlined aria-hidden="true" /> : <RightOutlined aria-hidden="true" />}
      </button>
      {isOpen && <LotBody lot={lot} memberId={memberId} />}
    </div>
  )
}

export function Amount({ unit, quantity, isChange = false }: { unit: string; quantity: number; isChange?: boolean }) {
  const { t } = useTranslation('trade')
  const plus = isChange && quantity > 0 ? '+' : ''
  if (unit === 'fen')
    return (
      <span>
        {plus}
        <Money fen={quantity} />
      </span>
    )
  // A visit on an unlimited pass moves nothing; time alone takes its days.
  if (isChange && quantity === 0) return <span>{t('trade:unlimitedVisit')}</span>
  const sign = quantity < 0 ? '−' : plus
  return (
    <span>
      {sign}
      {t(`unit.${unit}`, { count: Math.abs(quantity) })}
    </span>
  )
}

function LotBody({ lot, memberId }: { lot: Lot; memberId: string }) {
  const { t, i18n } = useTranslation(['members', 'trade'])
  const { session } = useWorkplace()
  const storeName = session.stores.find((s) => s.id === lot.storeId)?.name ?? t('otherStore')
  return (
    <div className={styles.lotBody}>
      <Facts
        facts={[
          { key: 'origin', label: t('lot.origin'), value: [timeText(lot.createdAt, i18n.language), storeName].filter(Boolean).join(' · ') },
          { key: 'paid', label: t(lot.owedFen > 0 ? 'lot.price' : 'lot.paid'), value: <Money fen={lot.considerationFen} /> },
          lot.owedFen > 0 && {
            key: 'owed',
            label: t('lot.owed'),
            value: (
              <>
                <Money fen={lot.owedFen} tone="strong" />{' '}
                <Link to="/accounts/$accountId" params={{ accountId: memberId }}>
                  {t('lot.payRest')}
                </Link>
              </>
            ),
          },
          lot.paidSessions !== null && {
            key: 'usable',
            label: t('lot.usable'),
            value: t('trade:unit.session', { count: lot.paidSessions }),
          },
          lot.unit !== 'fen' && { key: 'value', label: t('lot.value'), value: <Money fen={lot.valueFen} /> },
          { key: 'starts', label: t('lot.starts'), value: lot.startsOn },
          {
            key: 'expires',
            label: t('lot.expires'),
            value: lot.expiresOn ?? (lot.validityDays ? t('fromFirstUse', { count: lot.validityDays }) : t('noExpiry')),
          },
          lot.held > 0 && { key: 'held', label: t('lot.held'), value: <Amount unit={lot.unit} quantity={lot.held} /> },
          lot.obstacle !== null && { key: 'obstacle', label: t('lot.obstacle'), value: t(`trade:obstacle.${lot.obstacle}`) },
        ]}
      />
      <FreezeActions lot={lot} memberId={memberId} />
    </div>
  )
}

/** Frozen, its days stop counting; thawed, its last day moves by the days it lay frozen. */
function FreezeActions({ lot, memberId }: { lot: Lot; memberId: string }) {
  const { t } = useTranslation('members')
  const { session } = useWorkplace()
  // A lot is frozen where it was sold; another store's is out of reach.
  const mayFreeze = useCan('freeze', 'Lot') && session.stores.some((s) => s.id === lot.storeId)
  const queryClient = useQueryClient()
  const [reason, setReason] = useState<string | null>(null)
  const refresh = () => {
    setReason(null)
    for (const key of ['wallet', 'statement']) void queryClient.invalidateQueries({ queryKey: [key, memberId] })
  }
  const path = { params: { path: { lotId: lot.id } } }
  const freeze = useMutation({
    mutationFn: (why: string) => answer(api.POST('/api/lots/{lotId}/freeze', { ...path, body: { reason: why } })),
    onSuccess: refresh,
  })
  const thaw = useMutation({ mutationFn: () => answer(api.DELETE('/api/lots/{lotId}/freeze', path)), onSuccess: refresh })
  if (!mayFreeze || (!lot.isFrozen && lot.remaining === 0)) return null
  return (
    <div className={styles.lotActions}>
      <ProblemAlert error={freeze.error ?? thaw.error} />
      {lot.isFrozen ? (
        <Button loading={thaw.isPending} onClick={() => thaw.mutate()}>
          {t('thaw')}
        </Button>
      ) : reason === null ? (
        <Button onClick={() => setReason('')}>{t('freeze')}</Button>
      ) : (
        <>
          <Input
            style={{ maxWidth: 280 }}
            autoFocus
            aria-label={t('freezeReason')}
            placeholder={t('freezeReason')}
            maxLength={200}
            value={reason}
            onChange={(e) => setReason(e.target.value)}
            onPressEnter={() => reason.trim() && freeze.mutate(reason.trim())}
          />
          <Button type="primary" disabled={reason.trim() === ''} loading={freeze.isPending} onClick={() => freeze.mutate(reason.trim())}>
            {t('freeze')}
          </Button>
        </>
      )}
    </div>
  )
}
