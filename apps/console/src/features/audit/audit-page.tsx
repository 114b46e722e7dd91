import { SafetyCertificateOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { PageBody, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { sinceText, timeText } from '../../lib/time.ts'
import { PHONE, useMedia } from '../../lib/use-media.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { AuditFilters, type AuditSearch } from './audit-filters.tsx'
import { startOfDay } from './day-range.ts'
import { EntryDrawer } from './entry-drawer.tsx'
import { sealQuery, type TrailFilter, trailQuery } from './queries.ts'

export type Entry = Schema<'AuditEntry'>

/** Who did what, when and to what. Nothing can be changed here, nor anywhere. */
export function AuditPage() {
  const { t, i18n } = useTranslation(['audit', 'common', 'roles'])
  const search = useSearch({ from: '/shell/audit' })
  const navigate = useNavigate()
  const { store } = useWorkplace()
  const pages = useInfiniteQuery(trailQuery(filterOf(search, store?.zone ?? 'Asia/Shanghai')))
  const [open, setOpen] = useState<Entry>()
  const isPhone = useMedia(PHONE)
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? []
  const names = Object.assign({}, ...(pages.data?.pages.map((page) => page.names) ?? [])) as Record<string, string>
  const change = (part: AuditSearch) => void navigate({ to: '/audit', search: { ...search, ...part }, replace: true })
  return (
    <>
      <PageHeader title={t('title')} about={<SealState />} />
      <PageBody>
        <AuditFilters search={search} onChange={change} />
        {pages.isPending && <Bones heights={[48, 48, 48, 48, 48]} />}
        <QueryProblem query={pages} />
        {pages.data && rows.length === 0 && (
          <EmptyState
            title={t('none')}
            hint={t('noneHint')}
            action={<Button onClick={() => void navigate({ to: '/audit', search: {} })}>{t('clear')}</Button>}
          />
        )}
        {rows.length > 0 && (
          <DataTable<Entry>
            label={t('title')}
            rows={rows}
            rowKey={(row) => String(row.seq)}
            onOpen={setOpen}
            columns={[
              {
                key: 'what',
                title: t('what'),
                render: (row) => (
                  <MainCell
                    title={t(`action.${row.action}`, { defaultValue: row.action })}
                    sub={isPhone ? `${subjectText(t, row)} · ${sinceText(row.at, i18n.language)}` : subjectText(t, row)}
                  />
                ),
              },
              { key: 'who', title: t('who'), render: (row) => row.actor?.name ?? t('system') },
              { key: 'where', title: t('where'), from: 'desktop', render: (row) => row.store?.name ?? '' },
              {
                key: 'when',
                title: t('when'),
                align: 'right',
                from: 'tablet',
                render: (row) => <span title={timeText(row.at, i18n.language)}>{sinceText(row.at, i18n.language)}</span>,
              },
            ]}
          />
        )}
        <LoadMore pages={pages} />
      </PageBody>
      {open && (
        <EntryDrawer entry={open} names={names} onSubject={(subjectId) => change({ subjectId })} onClose={() => setOpen(undefined)} />
      )}
    </>
  )
}

function filterOf(search: AuditSearch, zone: string): TrailFilter {
  const { actorId, action, storeId, subjectId } = search
  const from = startOfDay(search.from, zone)
  const to = startOfDay(search.to, zone, 1)
  const given = Object.entries({ actorId, action, storeId, subjectId, from, to }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given)
}

export function subjectText(t: TFunction<readonly ['audit', 'common', 'roles']>, entry: Entry): string {
  const kind = t(`subject.${entry.subjectKind}`, { defaultValue: entry.subjectKind })
  return entry.subjectLabel ? `${kind} ${entry.subjectLabel}` : kind
}

/** Up to when a change would be found, in one line. */
function SealState() {
  const { t, i18n } = useTranslation('audit')
  const { data } = useQuery(sealQuery)
  // A line under the title; that the list below could not be read either says enough.
  if (!data) return null
  if (data.last === null) return <>{t('unsealed')}</>
  return (
    <span title={data.last.hash}>
      <SafetyCertificateOutlined aria-hidden="true" />{' '}
      {t('sealed', { number: data.last.number, since: sinceText(data.last.sealedAt, i18n.language) })}{' '}
      <Tag tone="done">{data.last.hash.slice(0, 8)}</Tag>
    </span>
  )
}
