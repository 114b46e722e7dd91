import { SafetyCertificateOutlined, SearchOutlined } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Money } from '../../components/money.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { useDebounced } from '../../lib/use-debounced.ts'
import { type DepositRow, depositsQuery } from '../deposits/queries.ts'
import styles from './group.module.css'
import { useAddRow } from './payer-dialog.tsx'
import { idOf } from './tenders.ts'
import type { Payment } from './use-payment.ts'
import { useWish } from './use-wish.ts'

/** A deposit that lies in this store pays: those of the bill's member, or anybody's, by name, phone or purpose. */
export function UseDepositDialog({ payment }: { payment: Payment }) {
  const { t } = useTranslation(['group', 'common'])
  const { memberId, returned, storeId, close } = payment.scene
  const [isAll, setAll] = useState(memberId === null)
  const [typed, setTyped] = useState('')
  const add = useAddRow(payment)
  const q = useDebounced(typed.trim(), 150)
  const whose = isAll ? { q: q || undefined } : { memberId: memberId ?? undefined }
  const deposits = useInfiniteQuery({
    ...depositsQuery({ storeId, state: 'open', ...whose }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
  const used = new Set(payment.choice.map(idOf))
  const returnedTo = (id: string) => returned.find((r) => r.kind === 'deposit' && r.id === id)?.fen ?? 0
  const listed = (deposits.data?.pages ?? []).flatMap((page) => page.items).map((d) => ({ ...d, openFen: d.openFen + returnedTo(d.id) }))
  const shown = listed.filter((d) => !used.has(`deposit ${d.id}`))
  const isCurrent = q === typed.trim() && !deposits.isPlaceholderData && !deposits.isPending
  const take = (deposit: DepositRow) => add({ kind: 'deposit', id: deposit.id, name: deposit.purpose, leftFen: deposit.openFen, fen: null })
  const takeFirst = useWish(isCurrent, () => shown[0] && take(shown[0]))
  return (
    <Modal open title={t('deposit.title')} width={520} footer={null} onCancel={close}>
      <div className={styles.stack}>
        <ProblemAlert error={deposits.error} action={<Button onClick={() => void deposits.refetch()}>{t('common:tryAgain')}</Button>} />
        {isAll && (
          <Input
            size="large"
            autoFocus
            allowClear
            aria-label={t('deposit.find')}
            placeholder={t('deposit.findHint')}
            prefix={<SearchOutlined aria-hidden="true" />}
            maxLength={60}
            value={typed}
            onChange={(e) => setTyped(e.target.value)}
            onPressEnter={(e) => !e.nativeEvent.isComposing && takeFirst()}
          />
        )}
        {deposits.isPending ? (
          <Bones heights={[60, 60]} />
        ) : (
          <div className={styles.sources} aria-busy={!isCurrent}>
            {shown.map((deposit, index) => (
              <button
                key={deposit.id}
                type="button"
                className={styles.source}
                // biome-ignore lint/a11y/noAutofocus: the first one is what was asked for
                autoFocus={!isAll && index === 0}
                onClick={() => take(deposit)}
              >
                <DepositText deposit={deposit} />
              </button>
            ))}
            <LoadMore pages={deposits} />
          </div>
        )}
        {deposits.data && isCurrent && shown.length === 0 && (
          <EmptyState
            title={q !== '' ? t('deposit.noneFound') : isAll ? t('deposit.none') : t('deposit.noneOfMember')}
            hint={t('deposit.noneHint')}
          />
        )}
        {!isAll && deposits.data && (
          <Button size="large" autoFocus={shown.length === 0} onClick={() => setAll(true)}>
            {t('deposit.all')}
          </Button>
        )}
      </div>
    </Modal>
  )
}

function DepositText({ deposit }: { deposit: DepositRow }) {
  const { t } = useTranslation('group')
  const who = deposit.memberName ?? deposit.contactName
  const about = [
    who,
    deposit.memberName ? deposit.memberNumber : deposit.contactPhone,
    deposit.dueOn && t('deposit.due', { day: deposit.dueOn }),
  ]
  return (
    <>
      <span className={styles.icon} aria-hidden="true">
        <SafetyCertificateOutlined />
      </span>
      <span className={styles.choiceText}>
        <strong className="yb-truncate">
          {t(`deposit.kind.${deposit.kind}`)} · {deposit.purpose}
        </strong>
        <span className="yb-truncate">{about.filter(Boolean).join(' · ')}</span>
      </span>
      <span className={styles.left}>
        <Money fen={deposit.openFen} tone="strong" />
        <span>{deposit.openFen < deposit.amountFen ? t('deposit.leftOf', { fen: deposit.amountFen }) : deposit.businessDay}</span>
      </span>
    </>
  )
}
