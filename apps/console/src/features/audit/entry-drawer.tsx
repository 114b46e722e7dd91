import Button from 'antd/es/button'
import Drawer from 'antd/es/drawer'
import { useTranslation } from 'react-i18next'
import { Facts, Tag } from '../../components/page-body.tsx'
import { timeText } from '../../lib/time.ts'
import styles from './audit.module.css'
import { type Entry, subjectText } from './audit-page.tsx'
import { DETAIL_TEXTS, detailRows } from './detail-words.ts'

interface EntryDrawerProps {
  entry: Entry
  names: Readonly<Record<string, string>>
  onSubject: (subjectId: string) => void
  onClose: () => void
}

/** Everything one entry says. */
export function EntryDrawer({ entry, names, onSubject, onClose }: EntryDrawerProps) {
  const { t, i18n } = useTranslation(['audit', ...DETAIL_TEXTS])
  const { subjectId } = entry
  return (
    <Drawer
      open
      title={t(`action.${entry.action}`, { defaultValue: entry.action })}
      size={Math.min(480, window.innerWidth)}
      onClose={onClose}
      destroyOnHidden
    >
      <div className={styles.detail}>
        <Facts
          facts={[
            { key: 'who', label: t('who'), value: entry.actor?.name ?? t('system') },
            { key: 'when', label: t('when'), value: timeText(entry.at, i18n.language) },
            entry.store && { key: 'where', label: t('where'), value: entry.store.name },
            { key: 'subject', label: t('about'), value: subjectText(t, entry) },
            ...detailRows(t, entry.detail, names).map(({ key, label, text }) => ({ key: `d-${key}`, label, value: text })),
            {
              key: 'seal',
              label: t('entry', { seq: entry.seq }),
              value: entry.isSealed ? <Tag tone="done">{t('isSealed')}</Tag> : <Tag tone="attention">{t('isOpen')}</Tag>,
            },
          ]}
        />
        {subjectId && (
          <div>
            <Button
              onClick={() => {
                onSubject(subjectId)
                onClose()
              }}
            >
              {t('history')}
            </Button>
          </div>
        )}
      </div>
    </Drawer>
  )
}
