import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { ExportButton } from '../../components/export-button.tsx'
import { Money } from '../../components/money.tsx'
import { Filters, PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { DepositsKept } from './deposits-kept.tsx'
import { LiabilityLots } from './liability-lots.tsx'
import { LiabilityTable } from './liability-table.tsx'
import { endOfDay, pivot, readCell } from './pivot.ts'
import { liabilityQuery, receivablesQuery } from './queries.ts'
import { ReportNav } from './report-nav.tsx'
import styles from './reports.module.css'

/** What the shop owes its members: paid for and not served yet. Every figure opens the lots it is made of. */
export function LiabilityPage() {
  const { t, i18n } = useTranslation(['reports', 'dayReports', 'deposits', 'members', 'trade'])
  const search = useSearch({ from: '/shell/reports/liability' })
  const navigate = useNavigate()
  const asOf = endOfDay(search.asOf)
  const report = useQuery(liabilityQuery(search.storeId, asOf))
  const owed = useQuery(receivablesQuery(search.storeId, asOf))
  const lines = report.data ? pivot(report.data.rows) : []
  const opened = readCell(search.open, lines)
  const mayExport = useCan('export', 'Report')
  const query = new URLSearchParams({ ...(search.storeId ? { storeId: search.storeId } : {}), ...(asOf ? { asOf } : {}) })
  const open = (cell: string | undefined) => void navigate({ to: '/reports/liability', search: { ...search, open: cell } })
  return (
    <>
      <PageHeader title={t('title')} about={report.data ? t('asOf', { at: timeText(report.data.asOf, i18n.language) }) : t('about')}>
        {mayExport && <ExportButton address={`/api/reports/liability/export?${query}`} />}
      </PageHeader>
      <ReportNav />
      <PageBody>
        <ReportFilters />
        {report.isPending && <Bones heights={[96, 36, 48, 48, 48, 48]} />}
        <QueryProblem query={[report, owed]} />
        {report.data && <Totals totals={report.data.totals} unpaidFen={owed.data?.passesFen ?? 0} />}
        {report.data &&
          (lines.length === 0 ? <EmptyState title={t('none')} hint={t('noneHint')} /> : <LiabilityTable lines={lines} onOpen={open} />)}
        {report.data && <DepositsKept storeId={search.storeId} asOf={asOf} />}
      </PageBody>
      {opened && <LiabilityLots line={opened.line} age={opened.age} asOf={asOf} onClose={() => open(undefined)} />}
    </>
  )
}

function ReportFilters() {
  const { t } = useTranslation('reports')
  const { session } = useWorkplace()
  const search = useSearch({ from: '/shell/reports/liability' })
  const navigate = useNavigate()
  const choose = (change: Partial<typeof search>) =>
    void navigate({ to: '/reports/liability', search: { ...search, open: undefined, ...change }, replace: true })
  return (
    <Filters>
      <Input
        type="date"
        aria-label={t('day')}
        title={t('day')}
        style={{ width: 160 }}
        value={search.asOf ?? ''}
        onChange={(e) => choose({ asOf: e.target.value || undefined })}
      />
      <Select
        aria-label={t('store')}
        allowClear
        placeholder={t('allStores')}
        style={{ minWidth: 180 }}
        value={search.storeId}
        onChange={(storeId) => choose({ storeId: storeId ?? undefined })}
        options={session.stores.map((s) => ({ value: s.id, label: s.name }))}
      />
      {search.asOf && (
        <Button type="link" onClick={() => choose({ asOf: undefined })}>
          {t('now')}
        </Button>
      )}
    </Filters>
  )
}

/** @param unpaidFen of the passes' value, what their owners have not paid yet */
function Totals({ totals, unpaidFen }: { totals: Schema<'Liability'>['totals']; unpaidFen: number }) {
  const { t } = useTranslation('reports')
  const tile = (key: 'principal' | 'bonus' | 'rebate' | 'passValue' | 'points', value: ReactNode) => (
    <div className={styles.tile}>
      <span>{t(`liability.${key}.name`)}</span>
      {value}
      <small>
        {t(`liability.${key}.about`)}
        {key === 'passValue' && unpaidFen > 0 && ` ${t('liability.passValue.unpaid', { fen: unpaidFen })}`}
      </small>
    </div>
  )
  return (
    <div className={styles.tiles}>
      <div className={`${styles.tile} ${styles.main}`}>
        <span>{t('liability.liability.name')}</span>
        <strong>
          <Money fen={totals.liabilityFen} size="huge" />
        </strong>
        <small>{t('liability.liability.about')}</small>
      </div>
      {tile('principal', <Money fen={totals.principalFen} size="large" />)}
      {tile('passValue', <Money fen={totals.passValueFen} size="large" />)}
      {tile('bonus', <Money fen={totals.bonusFen} size="large" />)}
      {totals.rebateFen !== 0 && tile('rebate', <Money fen={totals.rebateFen} size="large" />)}
      {totals.points !== 0 && tile('points', <strong>{totals.points}</strong>)}
    </div>
  )
}
