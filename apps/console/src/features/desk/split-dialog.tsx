import { DeleteOutlined, PlusOutlined, UserAddOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Cart } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Segmented from 'antd/es/segmented'
import Select from 'antd/es/select'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import type { Schema } from '../../lib/schema.ts'
import { cartOf } from './cart.ts'
import { useDesk } from './desk-context.tsx'
import styles from './group.module.css'
import { choiceOfSplit, type Sharer } from './pay-choice.ts'
import { PersonFinder } from './person-finder.tsx'
import { splitQuery, useMemberName } from './queries.ts'
import { addGuest, addMember, MOST_SHARERS, named, sharersOf } from './sharers.ts'
import { composeTenders, outsideKinds } from './tenders.ts'
import { useDebounced } from './use-debounced.ts'
import type { PayingState } from './use-paying.ts'

type By = Schema<'SplitRequest'>['by']

/** Shares a bill among those who pay: evenly or everybody the own lines. The server works it out; what it says becomes the payment's rows. */
export function SplitDialog({ paying }: { paying: PayingState }) {
  const { t } = useTranslation(['group', 'common'])
  const { state, close } = useDesk()
  const [sharers, setSharers] = useState(() => sharersOf(state, paying.plan?.payers ?? [], t('split.friend')))
  const [by, setBy] = useState<By>(state.lines.some((l) => l.memberId || l.guest) ? 'line' : 'even')
  const [isFinding, setFinding] = useState(false)
  const split = useSplit(paying, sharers, by)
  const isCurrent = split.data !== undefined && !split.isStale
  const apply = () => {
    if (!split.data) return
    const planned = (paying.plan?.tenders ?? []).flatMap((e) => (e.kind === 'stored_value' && e.memberId ? [e.memberId] : []))
    paying.setChoice([...paying.choice.filter((row) => row.kind === 'deposit'), ...choiceOfSplit(split.data, sharers, planned)])
    close()
  }
  const ask = useWish(isCurrent, apply)
  if (isFinding)
    return (
      <Modal open title={t('split.addMember')} width={600} footer={null} onCancel={() => setFinding(false)}>
        <PersonFinder
          label={t('payer.find')}
          placeholder={t('payer.placeholder')}
          choices={[]}
          isLeftOut={(member) => sharers.some((s) => s.memberId === member.id)}
          onMember={(member) => {
            setSharers(addMember(sharers, member.id, member.name ?? member.number))
            setFinding(false)
          }}
        />
      </Modal>
    )
  return (
    <Modal
      open
      title={t('split.title')}
      width={600}
      okText={t('split.apply')}
      // Never shut while the shares are on their way: it keeps the focus, so that Enter is enough.
      okButtonProps={{ size: 'large', autoFocus: true, disabled: Boolean(split.error) }}
      cancelButtonProps={{ size: 'large' }}
      onOk={ask}
      onCancel={close}
    >
      <div className={styles.stack}>
        <Segmented<By>
          block
          size="large"
          value={by}
          onChange={setBy}
          options={[
            { value: 'even', label: t('split.even') },
            { value: 'line', label: t('split.line') },
          ]}
        />
        <div className={styles.rows}>
          {sharers.map((sharer, index) => (
            <SharerRow
              key={sharer.key}
              sharer={sharer}
              share={split.data?.shares[index]}
              isStale={split.isStale}
              onChange={(changed) => setSharers(sharers.with(index, { ...sharer, ...changed }))}
              onDrop={sharers.length > 2 ? () => setSharers(sharers.toSpliced(index, 1)) : undefined}
            />
          ))}
        </div>
        {sharers.length < MOST_SHARERS && (
          <div>
            <Button icon={<PlusOutlined aria-hidden="true" />} onClick={() => setSharers(addGuest(sharers, t('split.friend')))}>
              {t('split.addGuest')}
            </Button>{' '}
            <Button icon={<UserAddOutlined aria-hidden="true" />} onClick={() => setFinding(true)}>
              {t('split.addMember')}
            </Button>
          </div>
        )}
        <ProblemAlert error={split.error} action={<Button onClick={() => void split.refetch()}>{t('common:tryAgain')}</Button>} />
        <SplitSum split={split.data} isStale={split.isStale} by={by} />
      </div>
    </Modal>
  )
}

/** A press while the shares are on their way is kept until they are there. */
function useWish(isReady: boolean, act: () => void): () => void {
  const [wish, setWish] = useState(false)
  useEffect(() => {
    if (!wish || !isReady) return
    setWish(false)
    act()
  })
  return () => setWish(true)
}

function SplitSum({ split, isStale, by }: { split: Schema<'Split'> | undefined; isStale: boolean; by: By }) {
  const { t } = useTranslation('group')
  const shares = split?.shares.map((s) => s.amountFen) ?? []
  const isOdd = by === 'even' && new Set(shares).size > 1
  return (
    <div>
      <div className={styles.splitTotal}>
        <span>{t('split.total')}</span>
        <span className={isStale ? styles.stale : undefined}>{split ? <Money fen={split.totalFen} size="large" /> : '···'}</span>
      </div>
      <div className={styles.odd} role="status">
        {isOdd ? t('split.odd') : by === 'line' ? t('split.rest') : ''}
      </div>
    </div>
  )
}

interface SharerRowProps {
  sharer: ReturnType<typeof sharersOf>[number]
  share: Schema<'Split'>['shares'][number] | undefined
  isStale: boolean
  onChange: (changed: Partial<Sharer>) => void
  onDrop: (() => void) | undefined
}

function SharerRow({ sharer, share, isStale, onChange, onDrop }: SharerRowProps) {
  const { t } = useTranslation(['group', 'desk'])
  const member = useMemberName(sharer.memberId)
  const name = sharer.memberId ? member : sharer.isWalkIn ? t('split.walkIn') : sharer.guest
  const kinds: Sharer['kind'][] = [...(sharer.memberId ? (['stored_value'] as const) : []), ...outsideKinds]
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
        onChange={(kind) => onChange({ kind })}
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
      {share && share.payableFen < share.amountFen && (
        <span className={styles.short}>{t('split.short', { fen: share.payableFen, restFen: share.amountFen - share.payableFen })}</span>
      )}
    </fieldset>
  )
}

/** Asked for anew when somebody joins, leaves, or pays another way. Sessions and deposits of the payment pay before anybody shares. */
function useSplit(paying: PayingState, sharers: ReturnType<typeof sharersOf>, by: By) {
  const { state, storeId, tillId } = useDesk()
  const { plan, choice, known } = paying
  const deposits = choice.filter((row) => row.kind === 'deposit')
  const tenders = plan ? composeTenders(plan, deposits, known) : 'auto'
  const cart: Cart = cartOf(state, { storeId, tillId }, tenders === 'auto' ? [] : tenders.filter((e) => e.kind === 'deposit'))
  const text = JSON.stringify({ cart, by, payers: named(sharers) })
  const rested = useDebounced(text, 150)
  const query = useQuery({ ...splitQuery(JSON.parse(rested) as Schema<'SplitRequest'>), placeholderData: keepPreviousData })
  const isOfOthers = query.data !== undefined && query.data.shares.length !== sharers.length
  return {
    data: isOfOthers ? undefined : query.data,
    error: query.error,
    isStale: rested !== text || query.isFetching || query.isPlaceholderData,
    refetch: query.refetch,
  }
}
