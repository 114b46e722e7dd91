import { useInfiniteQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useTranslation } from 'react-i18next'
import { Filters } from '../../components/page-body.tsx'
import { useWorkplace } from '../session/session-context.tsx'
import { staffQuery } from '../staff/queries.ts'
import styles from './audit.module.css'

export interface AuditSearch {
  actorId?: string | undefined
  action?: string | undefined
  storeId?: string | undefined
  subjectId?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/** Who, what, where, from, to: all of it in the address, so that a view can be sent to somebody. */
export function AuditFilters({ search, onChange }: { search: AuditSearch; onChange: (part: AuditSearch) => void }) {
  const { t, i18n } = useTranslation(['audit', 'common'])
  const { session } = useWorkplace()
  const staff = useInfiniteQuery(staffQuery)
  const people = staff.data?.pages.flatMap((page) => page.items) ?? []
  const inUse = Object.values(search).filter((value) => value !== undefined).length
  return (
    <Filters
      folded={{
        inUse,
        children: (
          <>
            <Select
              className={styles.filter}
              aria-label={t('who')}
              placeholder={t('anybody')}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              value={search.actorId}
              onChange={(actorId: string | undefined) => onChange({ actorId })}
              options={[{ value: 'system', label: t('system') }, ...people.map((p) => ({ value: p.id, label: p.name }))]}
            />
            <Select
              className={styles.filter}
              aria-label={t('what')}
              placeholder={t('anything')}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              popupMatchSelectWidth={false}
              value={search.action}
              onChange={(action: string | undefined) => onChange({ action })}
              options={actionOptions(i18n.getResource(i18n.language, 'audit', 'action'))}
            />
            {session.stores.length > 1 && (
              <Select
                className={styles.filter}
                aria-label={t('where')}
                placeholder={t('anywhere')}
                allowClear
                value={search.storeId}
                onChange={(storeId: string | undefined) => onChange({ storeId })}
                options={session.stores.map((s) => ({ value: s.id, label: s.name }))}
              />
            )}
            <Input
              className={styles.day}
              type="date"
              aria-label={t('from')}
              value={search.from ?? ''}
              {...(search.to ? { max: search.to } : {})}
              onChange={(e) => onChange({ from: e.target.value || undefined })}
            />
            <span aria-hidden="true">–</span>
            <Input
              className={styles.day}
              type="date"
              aria-label={t('to')}
              value={search.to ?? ''}
              {...(search.from ? { min: search.from } : {})}
              onChange={(e) => onChange({ to: e.target.value || undefined })}
            />
            {inUse > 0 && (
              <Button
                type="text"
                onClick={() =>
                  onChange({
                    actorId: undefined,
                    action: undefined,
                    storeId: undefined,
                    subjectId: undefined,
                    from: undefined,
                    to: undefined,
                  })
                }
              >
                {t('clear')}
              </Button>
            )}
          </>
        ),
      }}
    />
  )
}

/** The words of all actions, as they stand in the language file: `{ ticket: { complete: '…' } }`. */
function actionOptions(words: unknown): { value: string; label: string }[] {
  const options: { value: string; label: string }[] = []
  const walk = (node: unknown, path: string) => {
    if (typeof node === 'string') options.push({ value: path, label: node })
    else if (typeof node === 'object' && node !== null)
      for (const [key, inner] of Object.entries(node)) walk(inner, path ? `${path}.${key}` : key)
  }
  walk(words, '')
  return options
}
