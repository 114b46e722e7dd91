import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/link-button.tsx'
import { Tag, type Tone } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useCan } from '../session/session-context.tsx'
import { BlockDialog, ReasonDialog, ReplaceDialog } from './card-dialogs.tsx'
import styles from './cards.module.css'

type Card = Schema<'Card'>
type Open = 'lost' | 'frozen' | 'reissue' | 'swap' | 'recovery' | 'closure'

const tones: Record<Card['state'], Tone> = {
  issued: 'neutral',
  active: 'done',
  lost: 'danger',
  frozen: 'attention',
  replaced: 'neutral',
  closed: 'neutral',
}

export function grouped(number: string): string {
  return number.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/** One card: its number, what may be done with it now, and its history under a fold. */
export function CardItem({ card, storeId }: { card: Card; storeId: string | undefined }) {
  const { t } = useTranslation('cards')
  const isOver = card.state === 'replaced' || card.state === 'closed'
  return (
    <li className={isOver ? styles.cardOver : styles.card}>
      <div className={styles.cardHead}>
        <strong className={styles.number}>{grouped(card.number)}</strong>
        <Tag tone={tones[card.state]}>{t(`state.${card.state}`)}</Tag>
        <span className={styles.soft}>{t(`form.${card.form}`)}</span>
        {card.replacedByNumber && <span className={styles.soft}>{t('replacedBy', { number: grouped(card.replacedByNumber) })}</span>}
        {card.replacesNumber && <span className={styles.soft}>{t('replaces', { number: grouped(card.replacesNumber) })}</span>}
        {card.stopsSpending && <Tag tone="danger">{t('stopped')}</Tag>}
      </div>
      {!isOver && storeId && <CardActs card={card} storeId={storeId} />}
      <History card={card} />
    </li>
  )
}

function CardActs({ card, storeId }: { card: Card; storeId: string }) {
  const { t } = useTranslation('cards')
  const mayIssue = useCan('issue', 'Card')
  const [open, setOpen] = useState<Open | null>(null)
  const queryClient = useQueryClient()
  const activate = useMutation({
    mutationFn: () => answer(api.POST('/api/cards/{cardId}/activation', { params: { path: { cardId: card.id } }, body: { storeId } })),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['cards', card.memberId] }),
  })
  if (!mayIssue) return null
  const button = (what: Open) => (
    <Button key={what} onClick={() => setOpen(what)}>
      {t(`act.${what}`)}
    </Button>
  )
  const close = () => setOpen(null)
  const isBlocked = card.state === 'lost' || card.state === 'frozen'
  return (
    <div className={styles.acts}>
      {card.state === 'issued' && (
        <Button type="primary" loading={activate.isPending} onClick={() => activate.mutate()}>
          {t('act.activate')}
        </Button>
      )}
      {isBlocked ? [button('reissue'), button('recovery')] : [button('lost'), button('swap')]}
      {card.state === 'active' && button('frozen')}
      {!isBlocked && (
        <LinkButton to="/cards/$cardId" params={{ cardId: card.id }}>
          {t('act.print')}
        </LinkButton>
      )}
      {button('closure')}
      <ProblemAlert error={activate.error} />
      {(open === 'lost' || open === 'frozen') && <BlockDialog card={card} storeId={storeId} why={open} onClose={close} />}
      {(open === 'reissue' || open === 'swap') && <ReplaceDialog card={card} storeId={storeId} kind={open} onClose={close} />}
      {(open === 'recovery' || open === 'closure') && <ReasonDialog card={card} storeId={storeId} act={open} onClose={close} />}
    </div>
  )
}

function History({ card }: { card: Card }) {
  const { t, i18n } = useTranslation('cards')
  return (
    <details className={styles.history}>
      <summary>{t('history', { count: card.events.length })}</summary>
      <ol>
        {card.events.map((event) => (
          <li key={`${event.at} ${event.verb}`}>
            <span>{t(`verb.${event.verb}`)}</span>
            <time dateTime={event.at}>{timeText(event.at, i18n.language)}</time>
            {event.actorName && <span>{event.actorName}</span>}
            {event.reason && <span>{event.reason}</span>}
          </li>
        ))}
      </ol>
    </details>
  )
}
