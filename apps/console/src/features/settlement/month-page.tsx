import { LockOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Popconfirm from 'antd/es/popconfirm'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { ExportButton } from '../../components/export-button.tsx'
import { Money } from '../../components/money.tsx'
import { Facts, PageBody, Section, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { ReportNav } from '../reports/report-nav.tsx'
import { useCan, useToday } from '../session/session-context.tsx'
import { SettlementEntries } from './entries.tsx'
import { settlementMonthQuery } from './queries.ts'
import styles from './settlement.module.css'
import { StatementsTable } from './statements-table.tsx'

/** One month between stores: a statement for each two, what each pays or gets in all, and the lock. */
export function SettlementMonthPage() {
  const { t, i18n } = useTranslation(['settlement', 'dayReports', 'trade'])
  const { month } = useParams({ from: '/shell/reports/settlement/$month' })
  const search = useSearch({ from: '/shell/reports/settlement/$month' })
  const navigate = useNavigate()
  const mayExport = useCan('export', 'Report')
  const settlement = useQuery(settlementMonthQuery(month))
  const open = (issuerId?: string, performerId?: string) =>
    void navigate({ to: '/reports/settlement/$month', params: { month }, search: issuerId && performerId ? { issuerId, performerId } : {} })
  const { data } = settlement
  const about = data && [t(`method.${data.method}.name`), data.lockedAt && t('lockedAt', { at: timeText(data.lockedAt, i18n.language) })]
  return (
    <>
      <PageHeader title={t('ofMonth', { month })} about={about?.filter(Boolean).join(' · ')}>
        {data && (
          <span className={styles.state}>
            <Tag tone={data.isLocked ? 'done' : 'neutral'}>{data.isLocked ? t('locked') : t('open')}</Tag>
          </span>
        )}
        {mayExport && <ExportButton address={`/api/settlement/months/${month}/export`} />}
        {data && !data.isLocked && <LockButton month={month} />}
      </PageHeader>
      <ReportNav />
      <PageBody>
        {settlement.isPending && <Bones heights={[36, 48, 48]} />}
        {!settlement.data && <QueryProblem query={settlement} />}
        {data && data.statements.length === 0 && <EmptyState title={t('noneInMonth')} hint={t('noneHint')} />}
        {data && data.statements.length > 0 && (
          <>
            <Section title={t('statements')} note={t('statementsNote')}>
              <StatementsTable statements={data.statements} onOpen={open} />
            </Section>
            <Positions positions={data.positions} />
          </>
        )}
      </PageBody>
      {search.issuerId && search.performerId && (
        <SettlementEntries month={month} issuerId={search.issuerId} performerId={search.performerId} onClose={() => open()} />
      )}
    </>
  )
}

function Positions({ positions }: { positions: Schema<'SettlementMonth'>['positions'] }) {
  const { t } = useTranslation('settlement')
  return (
    <Section title={t('positions')} note={t('positionsNote')} card>
      <Facts
        facts={positions.map(({ store, netFen }) => ({
          key: store.id,
          label: store.name,
          value: (
            <>
              {netFen < 0 ? t('pays') : t('gets')} <Money fen={Math.abs(netFen)} tone="strong" />
            </>
          ),
        }))}
      />
    </Section>
  )
}

/** Locking asks once, with what it means. A month that is not over has no button. */
function LockButton({ month }: { month: string }) {
  const { t } = useTranslation('settlement')
  const mayManage = useCan('manage', 'Settlement')
  const queryClient = useQueryClient()
  const isOver = useToday().slice(0, 7) > month
  const lock = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/settlement/months/{month}/lock', {
          params: { path: { month } },
          headers: { 'Idempotency-Key': `lock-settlement-${month}` },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['settlement'] }),
  })
  if (!mayManage || !isOver) return null
  return (
    <>
      <Popconfirm title={t('lockAsk', { month })} description={t('lockMeans')} okText={t('lock')} onConfirm={() => lock.mutate()}>
        <Button type="primary" icon={<LockOutlined aria-hidden="true" />} loading={lock.isPending}>
          {t('lock')}
        </Button>
      </Popconfirm>
      <ProblemAlert error={lock.error} />
    </>
  )
}
