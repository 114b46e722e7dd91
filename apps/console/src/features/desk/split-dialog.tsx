import { PlusOutlined, UserAddOutlined } from '@ant-design/icons'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import type { Schema } from '../../lib/schema.ts'
import { AccountList } from './account-list.tsx'
import { useDesk } from './desk-context.tsx'
import styles from './group.module.css'
import { applySplit, type By } from './kept-split.ts'
import { PersonFinder } from './person-finder.tsx'
import { SharerRow } from './sharer-row.tsx'
import { addGuest, addMember, MOST_SHARERS, newcomers, sharersOf } from './sharers.ts'
import type { PayingState } from './use-paying.ts'
import { useSplit } from './use-split.ts'
import { useWish } from './use-wish.ts'

/** Shares a bill among those who pay: evenly or everybody the own lines. The server works it out; what it says becomes the payment's rows. */
export function SplitDialog({ paying }: { paying: PayingState }) {
  const { t } = useTranslation(['group', 'common', 'desk', 'shifts'])
  const { state, storeId, close } = useDesk()
  const { sharers, setSharers, by, setBy } = useSharers(paying)
  const [isFinding, setFinding] = useState(false)
  const [chargedKey, setChargedKey] = useState<string | null>(null)
  const split = useSplit(paying.known, sharers, by)
  const isCurrent = split.data !== undefined && !split.isStale
  const apply = () => {
    if (!split.data || !paying.plan) return
    const next = applySplit({ by, sharers, shares: split.data }, paying.plan, state, paying.choice)
    paying.setChoice(next.choice, next.split)
    close()
  }
  const ask = useWish(isCurrent, apply)
  if (isFinding)
    return (
      <Modal key="find" open title={t('split.addMember')} width={600} footer={null} onCancel={() => setFinding(false)}>
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
  const charged = sharers.find((s) => s.key === chargedKey)
  if (charged)
    return (
      <Modal key="account" open title={t('account.title')} width={600} footer={null} onCancel={() => setChargedKey(null)}>
        <AccountList
          storeId={storeId}
          memberIds={charged.memberId ? [charged.memberId] : []}
          isLeftOut={(id) => sharers.some((s) => s !== charged && s.kind === 'on_account' && s.account?.id === id)}
          onTake={(account) => {
            setSharers(sharers.map((s) => (s === charged ? { ...s, kind: 'on_account', account } : s)))
            setChargedKey(null)
          }}
        />
      </Modal>
    )
  return (
    <Modal
      key="split"
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
              onCharge={() => setChargedKey(sharer.key)}
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

/** Those who shared before and whoever came to the bill since, or everybody on it. */
function useSharers({ plan }: PayingState) {
  const { t } = useTranslation('group')
  const { state, split: kept } = useDesk()
  const [sharers, setSharers] = useState(() => {
    const payers = plan?.payers ?? []
    if (!kept) return sharersOf(state, payers, t('split.friend'))
    return [...kept.sharers, ...newcomers(kept.sharers, state, payers)].slice(0, MOST_SHARERS)
  })
  const isOfMany = state.lines.some((l) => l.memberId || l.guest)
  const [by, setBy] = useState<By>(kept?.by ?? (isOfMany ? 'line' : 'even'))
  return { sharers, setSharers, by, setBy }
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
