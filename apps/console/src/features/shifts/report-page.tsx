import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { PageBody, Section } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { ReceiptPaper } from '../../components/receipt-paper.tsx'
import { Bones, PageSkeleton } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { reportPaperQuery, reportQuery, xPaperQuery, xReportQuery } from './queries.ts'
import { ReportFigures } from './report-figures.tsx'
import { ReportRefunds } from './report-refunds.tsx'
import styles from './shifts.module.css'

type Document = Schema<'ShiftReportDocument'>

/** A report that was kept, with its paper. */
export function ReportPage() {
  const { t } = useTranslation('shifts')
  const { reportId } = useParams({ from: '/shell/shift-reports/$reportId' })
  const report = useQuery(reportQuery(reportId))
  const paper = useQuery(reportPaperQuery(reportId))
  if (report.isPending) return <PageSkeleton />
  if (!report.data) return <Failed query={report} />
  return (
    <ReportView document={report.data.document} paper={paper.data}>
      <Section title={t('report.hash')} note={t('report.hashNote')}>
        <code className={styles.seal}>{report.data.hash}</code>
      </Section>
    </ReportView>
  )
}

/** A shift that is open, so far. */
export function XReportPage() {
  const { shiftId } = useParams({ from: '/shell/shifts/$shiftId/x' })
  const report = useQuery(xReportQuery(shiftId))
  const paper = useQuery(xPaperQuery(shiftId))
  if (report.isPending) return <PageSkeleton />
  if (!report.data) return <Failed query={report} />
  return <ReportView document={report.data} paper={paper.data} />
}

function Failed({ query }: Parameters<typeof QueryProblem>[0]) {
  return (
    <PageBody width="narrow">
      <QueryProblem query={query} />
    </PageBody>
  )
}

interface ViewProps {
  document: Document
  paper: Schema<'Receipt'> | undefined
  children?: React.ReactNode
}

function ReportView({ document, paper, children }: ViewProps) {
  const { t, i18n } = useTranslation('shifts')
  return (
    <>
      <PageHeader
        title={`${t(`report.${document.kind}`)} ${document.number}`}
        about={`${document.store.name} · ${document.businessDay} · ${timeText(document.madeAt, i18n.language)}`}
      >
        <Button type="primary" icon={<PrinterOutlined aria-hidden="true" />} disabled={!paper} onClick={() => window.print()}>
          {t('report.print')}
        </Button>
      </PageHeader>
      <PageBody>
        <div className={styles.columns}>
          <div className={styles.main}>
            <ReportFigures document={document} />
            <ReportRefunds document={document} />
            {children}
          </div>
          <Section title={t('report.paper')}>
            <div className={styles.paper}>{paper ? <ReceiptPaper title={paper.title} svg={paper.svg} /> : <Bones heights={[480]} />}</div>
          </Section>
        </div>
      </PageBody>
    </>
  )
}
