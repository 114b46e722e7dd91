import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/link-button.tsx'
import { Tag } from '../../components/page-body.tsx'
import type { Schema } from '../../lib/schema.ts'
import { sinceText, timeText } from '../../lib/time.ts'
import styles from './shifts.module.css'

type Blocker = Schema<'CloseBlocker'>

/** What has to be finished first; each leads to its row. */
export function Blockers({ items }: { items: readonly Blocker[] }) {
  const { t, i18n } = useTranslation('shifts')
  return (
    <ul className={styles.blockers}>
      {items.map((item) => (
        <li key={item.id} className={styles.blocker}>
          <Tag>{t(`blockers.${item.kind}`)}</Tag>
          <strong>{item.label}</strong>
          <span className={styles.soft}>
            {item.openedByName}{' '}
            <time dateTime={item.openedAt} title={timeText(item.openedAt, i18n.language)}>
              {sinceText(item.openedAt, i18n.language)}
            </time>
          </span>
          <Way item={item} />
        </li>
      ))}
    </ul>
  )
}

/** A bill or a payment opens as the bill it is; a shift where it is closed. */
function Way({ item }: { item: Blocker }) {
  const { t } = useTranslation('shifts')
  if (item.kind === 'open_shift')
    return (
      <LinkButton to="/shifts/$shiftId/close" params={{ shiftId: item.id }}>
        {t('blockers.open')}
      </LinkButton>
    )
  return (
    <LinkButton to="/tickets/$ticketId" params={{ ticketId: item.id }}>
      {t('blockers.open')}
    </LinkButton>
  )
}
