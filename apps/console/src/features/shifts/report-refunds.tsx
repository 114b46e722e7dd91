import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { Money } from '../../components/money.tsx'
import { Section } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import type { Schema } from '../../lib/schema.ts'
import { shiftRefundsQuery } from './queries.ts'

type Row = Schema<'RefundRow'>

/** The refunds and voids behind the figures of one shift. */
export function ReportRefunds({ document }: { document: Schema<'ShiftReportDocument'> }) {
  const { t } = useTranslation('shifts')
  const navigate = useNavigate()
  const [only] = document.shifts
  const isWanted = document.kind !== 'day' && document.sales.refunds.length > 0 && only !== undefined
  const refunds = useQuery({ ...shiftRefundsQuery(document.store.id, only?.id ?? ''), enabled: isWanted })
  if (!isWanted) return null
  if (!refunds.data) return <QueryProblem query={refunds} />
  const columns: Column<Row>[] = [
    { key: 'number', title: t('report.refunds'), render: (row) => <MainCell title={row.number} sub={row.ticketNumber} /> },
    { key: 'kind', title: t('cash.why'), from: 'tablet', render: (row) => t(`kind.${row.kind}`) },
    { key: 'cash', title: t('report.cash'), align: 'right', from: 'tablet', render: (row) => <Money fen={-row.cashFen} /> },
    { key: 'total', title: t('cash.amount'), align: 'right', render: (row) => <Money fen={-row.totalFen} tone="strong" /> },
  ]
  return (
    <Section title={t('report.refundList')}>
      <DataTable<Row>
        label={t('report.refundList')}
        columns={columns}
        rows={refunds.data.items}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/refunds/$refundId', params: { refundId: row.id } })}
      />
    </Section>
  )
}
