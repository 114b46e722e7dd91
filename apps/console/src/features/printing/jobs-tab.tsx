import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useCan } from '../session/session-context.tsx'
import { JobState, useJobName, useProblemWords } from './job-words.tsx'
import styles from './printing.module.css'
import { attentionQuery, jobsQuery, resolveJob } from './queries.ts'

type Job = Schema<'PrintJob'>

/** Every job; above them those a person has to decide about. */
export function JobsTab({ storeId }: { storeId: string }) {
  const { t } = useTranslation('printing')
  const attention = useQuery(attentionQuery(storeId))
  const pages = useInfiniteQuery(jobsQuery(storeId))
  const columns = useColumns()
  const open = attention.data?.items ?? []
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      {open.length > 0 && (
        <Section title={t('attention.title')} note={t('attention.note')}>
          <div className={styles.cards}>
            {open.map((job) => (
              <OpenJob key={job.id} job={job} />
            ))}
          </div>
        </Section>
      )}
      {pages.isPending && <Bones heights={[36, 48, 48, 48]} />}
      {!pages.data && <QueryProblem query={pages} />}
      {pages.data && rows.length === 0 && <EmptyState title={t('jobs.none')} hint={t('jobs.noneHint')} />}
      {rows.length > 0 && <DataTable<Job> label={t('tab.jobs')} columns={columns} rows={rows} rowKey={(row) => row.id} />}
      <LoadMore pages={pages} />
    </>
  )
}

/** One question: is the paper there? Nothing is printed twice by itself. */
function OpenJob({ job }: { job: Job }) {
  const { t, i18n } = useTranslation('printing')
  const nameOf = useJobName()
  const words = useProblemWords()
  const mayDecide = useCan('use', 'Printer')
  const queryClient = useQueryClient()
  const resolve = useMutation({
    mutationFn: (resolution: 'printed' | 'again' | 'dropped') => resolveJob(job.id, resolution),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['print-jobs'] }),
  })
  const isUnknown = job.state === 'unknown'
  const hasPaper = job.sourceId !== null
  return (
    <div className={styles.job}>
      <div className={styles.jobText}>
        <strong>
          <JobState job={job} /> {nameOf(job)}
        </strong>
        <span>
          {words(job.problem)} {isUnknown ? t('attention.look') : t('attention.nothing')}
        </span>
        <span>
          {job.printerName} · {timeText(job.requestedAt, i18n.language)} · {job.requestedByName ?? t('bySystem')}
        </span>
      </div>
      {mayDecide && (
        <div className={styles.actions}>
          {isUnknown && (
            <Button loading={resolve.isPending} onClick={() => resolve.mutate('printed')}>
              {hasPaper ? t('decide.printed') : t('decide.opened')}
            </Button>
          )}
          {hasPaper && (
            <Button loading={resolve.isPending} onClick={() => resolve.mutate('again')}>
              {t('decide.again')}
            </Button>
          )}
          {!(isUnknown && hasPaper) && (
            <Button type="text" loading={resolve.isPending} onClick={() => resolve.mutate('dropped')}>
              {t('decide.dropped')}
            </Button>
          )}
        </div>
      )}
      <ProblemAlert error={resolve.error} />
    </div>
  )
}

function useColumns(): Column<Job>[] {
  const { t, i18n } = useTranslation('printing')
  const nameOf = useJobName()
  const words = useProblemWords()
  return [
    {
      key: 'what',
      title: t('jobs.what'),
      render: (job) => <MainCell title={<JobLink job={job} name={nameOf(job)} />} sub={words(job.problem)} />,
    },
    { key: 'state', title: t('jobs.state'), render: (job) => <JobState job={job} /> },
    { key: 'printer', title: t('jobs.printer'), from: 'tablet', render: (job) => job.printerName },
    { key: 'who', title: t('jobs.who'), from: 'tablet', render: (job) => job.requestedByName ?? t('bySystem') },
    { key: 'at', title: t('jobs.at'), from: 'tablet', render: (job) => timeText(job.requestedAt, i18n.language) },
    { key: 'attempts', title: t('jobs.attempts'), from: 'desktop', align: 'right', render: (job) => job.attempts },
  ]
}

function JobLink({ job, name }: { job: Job; name: string }) {
  if (job.sourceKind === 'ticket' && job.sourceId)
    return (
      <Link to="/tickets/$ticketId" params={{ ticketId: job.sourceId }}>
        {name}
      </Link>
    )
  if (job.sourceKind === 'refund' && job.sourceId)
    return (
      <Link to="/refunds/$refundId" params={{ refundId: job.sourceId }}>
        {name}
      </Link>
    )
  return <>{name}</>
}
