import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { DataTable, MainCell } from '../../components/data-table.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Section, Tag } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { sinceText, timeText } from '../../lib/time.ts'
import { deviceName } from './device-name.ts'

/** Where somebody is signed in; each can be ended. */
export function Devices({ staffId }: { staffId?: string }) {
  const { t, i18n } = useTranslation('account')
  const queryClient = useQueryClient()
  const pages = useInfiniteQuery({
    queryKey: ['sessions', staffId ?? 'own'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/api/sessions', { params: { query: { limit: 20, cursor: pageParam, staffId } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const end = useMutation({
    mutationFn: (sessionId: string) => answer(api.DELETE('/api/sessions/{sessionId}', { params: { path: { sessionId } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['sessions'] }),
  })
  const endOthers = useMutation({
    mutationFn: () => answer(api.DELETE('/api/sessions', { params: { query: { staffId } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['sessions'] }),
  })
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section
      title={t('devices')}
      note={t('devicesNote')}
      side={
        rows.some((row) => !row.isCurrent) && (
          <Button danger loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t('endOthers')}
          </Button>
        )
      }
    >
      {pages.isPending && <Bones heights={[48, 48]} />}
      <ProblemAlert error={end.error ?? endOthers.error} />
      {!pages.data && <QueryProblem query={pages} />}
      {rows.length > 0 && (
        <DataTable<Schema<'Session'>>
          label={t('devices')}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'device',
              title: t('device'),
              render: (row) => (
                <MainCell
                  title={
                    <span title={row.device}>
                      {deviceName(row.device) || t('unknownDevice')} {row.isCurrent && <Tag tone="done">{t('thisDevice')}</Tag>}
                    </span>
                  }
                  sub={[row.till && `${row.till.storeName} ${row.till.name}`, t(`proof.${row.factor}`), row.ip].filter(Boolean).join(' · ')}
                />
              ),
            },
            {
              key: 'seen',
              title: t('lastSeen'),
              from: 'tablet',
              render: (row) => <span title={timeText(row.lastSeenAt, i18n.language)}>{sinceText(row.lastSeenAt, i18n.language)}</span>,
            },
            {
              key: 'end',
              title: '',
              align: 'right',
              render: (row) =>
                row.isCurrent ? null : (
                  <Button danger loading={end.isPending && end.variables === row.id} onClick={() => end.mutate(row.id)}>
                    {t('end')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {pages.data && rows.length === 0 && <p>{t('noDevices')}</p>}
      <LoadMore pages={pages} />
    </Section>
  )
}
