import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { answer, type Session } from '@yunbin/api-client'
import AntApp from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { Filters, Section, Tag } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import { useCan, useToday } from '../session/session-context.tsx'
import { Blockers } from './blockers.tsx'
import { dayQuery, forgetShifts } from './queries.ts'
import { useShiftColumns } from './shift-list.tsx'
import styles from './shifts.module.css'

type Store = Session['stores'][number]

/** The close of a business day: what stands in its way, its shifts, its report. */
export function DayView({ store }: { store: Store }) {
  const { t } = useTranslation(['shifts', 'common'])
  const search = useSearch({ from: '/shell/shifts' })
  const navigate = useNavigate()
  const today = useToday()
  const day = search.day ?? today
  const view = useQuery(dayQuery(store.id, day))
  return (
    <div className={styles.stack}>
      <Filters>
        <Input
          type="date"
          aria-label={t('day.pick')}
          title={t('day.pick')}
          style={{ width: 160 }}
          value={day}
          onChange={(e) => void navigate({ to: '/shifts', search: { ...search, day: e.target.value || undefined }, replace: true })}
        />
        <span className={styles.soft}>{t('day.about')}</span>
      </Filters>
      {view.isPending && <Bones heights={[48, 48, 48]} />}
      {!view.data && <QueryProblem query={view} />}
      {view.data && <Day key={day} storeId={store.id} view={view.data} />}
    </div>
  )
}

function Day({ storeId, view }: { storeId: string; view: Schema<'StoreDay'> }) {
  const { t } = useTranslation('shifts')
  const navigate = useNavigate()
  const columns = useShiftColumns()
  const mayOperate = useCan('operate', 'Shift')
  if (view.shifts.length === 0) return <EmptyState title={t('day.none')} hint={t('day.noneHint')} />
  return (
    <div className={styles.main}>
      {view.blockers.length > 0 && (
        <Section title={t('day.blocked')}>
          <Blockers items={view.blockers} />
        </Section>
      )}
      <Section
        title={t('day.title', { day: view.businessDay })}
        side={
          view.reportId ? (
            <LinkButton to="/shift-reports/$reportId" params={{ reportId: view.reportId }} isPrimary>
              {t('day.see')}
            </LinkButton>
          ) : (
            mayOperate && <CloseDay storeId={storeId} view={view} />
          )
        }
        note={view.reportId ? <Tag tone="done">{t('day.done')}</Tag> : view.blockers.length === 0 ? t('day.ready') : undefined}
      >
        <DataTable<Schema<'Shift'>>
          label={t('day.shifts')}
          columns={columns}
          rows={view.shifts}
          rowKey={(row) => row.id}
          onOpen={(row) =>
            row.reportId === null
              ? void navigate({ to: '/shifts', search: {} })
              : void navigate({ to: '/shift-reports/$reportId', params: { reportId: row.reportId } })
          }
        />
      </Section>
    </div>
  )
}

function CloseDay({ storeId, view }: { storeId: string; view: Schema<'StoreDay'> }) {
  const { t } = useTranslation(['shifts', 'common'])
  const { modal } = AntApp.useApp()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { mutation, submit } = useSendOnce(
    (day: string, key) =>
      answer(
        api.POST('/api/stores/{storeId}/days/{day}/closing', {
          params: { path: { storeId, day } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ({ reportId }) => {
      forgetShifts(queryClient)
      void navigate({ to: '/shift-reports/$reportId', params: { reportId } })
    },
  )
  const ask = () =>
    void modal.confirm({
      title: t('day.confirm', { day: view.businessDay }),
      content: t('day.confirmHint', { count: view.shifts.length }),
      okText: t('day.close'),
      cancelText: t('common:cancel'),
      onOk: () => submit(view.businessDay),
    })
  return (
    <>
      <ProblemAlert error={mutation.error} />
      <Button type="primary" disabled={view.blockers.length > 0} loading={mutation.isPending} onClick={ask}>
        {t('day.close')}
      </Button>
    </>
  )
}
