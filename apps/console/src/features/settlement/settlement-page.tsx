import { SwapOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Money } from '../../components/money.tsx'
import { PageBody, Section, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { ReportNav } from '../reports/report-nav.tsx'
import { useCan } from '../session/session-context.tsx'
import { MethodForm } from './method-form.tsx'
import { settlementQuery } from './queries.ts'

type Row = Schema<'SettlementMonthSummary'>

/** Months to settle between stores: the open ones as they stand, the locked ones as they were. */
export function SettlementPage() {
  const { t } = useTranslation(['settlement', 'dayReports'])
  const mayManage = useCan('manage', 'Settlement')
  const [isChoosing, setChoosing] = useState(false)
  const settlement = useQuery(settlementQuery)
  return (
    <>
      <PageHeader
        title={t('title')}
        about={settlement.data ? t('aboutMethod', { method: t(`method.${settlement.data.method}.name`) }) : t('about')}
      >
        {mayManage && <Button onClick={() => setChoosing(true)}>{t('chooseMethod')}</Button>}
      </PageHeader>
      <ReportNav />
      <PageBody>
        {settlement.isPending && <Bones heights={[36, 48, 48]} />}
        {!settlement.data && <QueryProblem query={settlement} />}
        {settlement.data && <Months data={settlement.data} />}
      </PageBody>
      {isChoosing && settlement.data && <MethodForm settlement={settlement.data} onClose={() => setChoosing(false)} />}
    </>
  )
}

function Months({ data }: { data: Schema<'Settlement'> }) {
  const { t, i18n } = useTranslation('settlement')
  const navigate = useNavigate()
  if (data.months.length === 0) return <EmptyState icon={<SwapOutlined aria-hidden="true" />} title={t('none')} hint={t('noneHint')} />
  const columns: Column<Row>[] = [
    {
      key: 'month',
      title: t('month'),
      render: (row) => <MainCell title={row.month} sub={t('movements', { count: row.movements })} />,
    },
    {
      key: 'state',
      title: t('state'),
      render: (row) => (
        <span title={row.lockedAt ? timeText(row.lockedAt, i18n.language) : undefined}>
          <Tag tone={row.isLocked ? 'done' : 'neutral'}>{row.isLocked ? t('locked') : t('open')}</Tag>
        </span>
      ),
    },
    { key: 'method', title: t('methodName'), from: 'tablet', render: (row) => t(`method.${row.method}.name`) },
    { key: 'owed', title: t('owed'), align: 'right', render: (row) => <Money fen={row.owedFen} tone="strong" /> },
  ]
  return (
    <Section title={t('months')} note={t('monthsNote')}>
      <DataTable<Row>
        label={t('months')}
        columns={columns}
        rows={data.months}
        rowKey={(row) => row.month}
        onOpen={(row) => void navigate({ to: '/reports/settlement/$month', params: { month: row.month }, search: {} })}
      />
    </Section>
  )
}
