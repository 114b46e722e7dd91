import { CreditCardOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { Money } from '../../components/money.tsx'
import { Section, Tag } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { IssueDialog } from './card-dialogs.tsx'
import { CardItem } from './card-item.tsx'
import styles from './cards.module.css'
import { ClaimDialog } from './claim-dialog.tsx'
import { SetPinDialog } from './pin-dialog.tsx'
import { PinResetDialog } from './pin-reset-dialog.tsx'
import { memberCardsQuery, transfersQuery } from './queries.ts'
import { TransferForm } from './transfer-form.tsx'

/** Cards, payment PIN, and what came from or went to other members. */
export function CardsTab({ memberId }: { memberId: string }) {
  const { t } = useTranslation('cards')
  const { store } = useWorkplace()
  const cards = useQuery(memberCardsQuery(memberId))
  if (cards.isPending) return <Bones heights={[36, 88, 88, 36, 64]} />
  if (!cards.data) return <QueryProblem query={cards} />
  return (
    <div className={styles.page}>
      {cards.data.isSpendingStopped && (
        <div className={styles.stop} role="alert">
          {t('stoppedAbout')}
        </div>
      )}
      <CardList memberId={memberId} storeId={store?.id} cards={cards.data.cards} />
      <PinSection memberId={memberId} storeId={store?.id} cards={cards.data} />
      <Transfers memberId={memberId} storeId={store?.id} cards={cards.data.cards} />
    </div>
  )
}

interface OfMember {
  memberId: string
  storeId: string | undefined
}

function CardList({ memberId, storeId, cards }: OfMember & { cards: Schema<'Card'>[] }) {
  const { t } = useTranslation('cards')
  const mayIssue = useCan('issue', 'Card') && storeId !== undefined
  const [isOpen, setOpen] = useState(false)
  const issue = mayIssue && <Button onClick={() => setOpen(true)}>{t('issue.open')}</Button>
  return (
    <Section title={t('cards')} note={t('cardsNote')} side={cards.length > 0 ? issue : undefined}>
      {cards.length === 0 ? (
        <EmptyState icon={<CreditCardOutlined aria-hidden="true" />} title={t('none')} hint={t('noneHint')} action={issue} />
      ) : (
        <ul className={styles.cards}>
          {cards.map((card) => (
            <CardItem key={card.id} card={card} storeId={storeId} />
          ))}
        </ul>
      )}
      {isOpen && storeId && <IssueDialog memberId={memberId} storeId={storeId} onClose={() => setOpen(false)} />}
    </Section>
  )
}

function PinSection({ memberId, storeId, cards }: OfMember & { cards: Schema<'MemberCards'> }) {
  const { t, i18n } = useTranslation('cards')
  const maySet = useCan('update', 'Member')
  const mayReset = useCan('reset', 'Pin')
  const [open, setOpen] = useState<'set' | 'reset' | null>(null)
  const close = () => setOpen(null)
  return (
    <Section title={t('pin.title')} note={t('pin.note')}>
      <div className={styles.row}>
        <Tag tone={cards.hasPin ? 'done' : 'neutral'}>{cards.hasPin ? t('pin.has') : t('pin.hasNot')}</Tag>
        {cards.pinSetAt && <span className={styles.soft}>{t('pin.setAt', { at: timeText(cards.pinSetAt, i18n.language) })}</span>}
        {cards.pinLockedUntil && <Tag tone="danger">{t('pin.lockedUntil', { at: timeText(cards.pinLockedUntil, i18n.language) })}</Tag>}
        {maySet && storeId && <Button onClick={() => setOpen('set')}>{cards.hasPin ? t('pin.change') : t('pin.set')}</Button>}
        {mayReset && storeId && cards.hasPin && <Button onClick={() => setOpen('reset')}>{t('pin.reset')}</Button>}
      </div>
      {open === 'set' && storeId && (
        <SetPinDialog memberId={memberId} storeId={storeId} hasPin={cards.hasPin} onDone={close} onClose={close} />
      )}
      {open === 'reset' && storeId && <PinResetDialog memberId={memberId} storeId={storeId} onClose={close} />}
    </Section>
  )
}

function Transfers({ memberId, storeId, cards }: OfMember & { cards: Schema<'Card'>[] }) {
  const { t, i18n } = useTranslation('cards')
  const mayTransfer = useCan('transfer', 'Card')
  const mayClaim = useCan('claim', 'GiftCard')
  const transfers = useQuery(transfersQuery(memberId))
  const [open, setOpen] = useState<'transfer' | 'claim' | null>(null)
  const items = transfers.data?.items ?? []
  return (
    <Section
      title={t('transfer.title')}
      note={t('transfer.note')}
      side={
        <>
          {mayClaim && storeId && <Button onClick={() => setOpen('claim')}>{t('gift.claim')}</Button>}
          {mayTransfer && storeId && <Button onClick={() => setOpen('transfer')}>{t('transfer.open')}</Button>}
        </>
      }
    >
      <QueryProblem query={transfers} />
      {transfers.data && items.length === 0 && <p className={styles.soft}>{t('transfer.none')}</p>}
      {items.length > 0 && (
        <ul className={styles.transfers}>
          {items.map((item) => {
            const isGiver = item.from.memberId === memberId
            const other = isGiver ? item.to : item.from
            return (
              <li key={item.id}>
                <Link to="/transfers/$transferId" params={{ transferId: item.id }}>
                  {item.number}
                </Link>
                <span>
                  {item.kind === 'claim'
                    ? t('transfer.claimed')
                    : t(isGiver ? 'transfer.to' : 'transfer.from', { name: other.name ?? other.number })}
                </span>
                <time dateTime={item.recordedAt} className={styles.soft}>
                  {timeText(item.recordedAt, i18n.language)}
                </time>
                <Money fen={isGiver ? -item.valueFen : item.valueFen} tone="strong" />
              </li>
            )
          })}
        </ul>
      )}
      {open === 'transfer' && storeId && <TransferForm memberId={memberId} storeId={storeId} cards={cards} onClose={() => setOpen(null)} />}
      {open === 'claim' && storeId && <ClaimDialog memberId={memberId} storeId={storeId} onClose={() => setOpen(null)} />}
    </Section>
  )
}
