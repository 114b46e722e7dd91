import { PrinterOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Button from 'antd/es/button'
import Dropdown from 'antd/es/dropdown'
import Space from 'antd/es/space'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, problemTitle } from '../../lib/problems.ts'
import { JobState, useProblemWords } from './job-words.tsx'
import styles from './printing.module.css'
import { jobsOfQuery, type PrintSource, printDocument } from './queries.ts'
import { useTill } from './till-printing.ts'

interface PrintButtonProps {
  storeId: string
  source: PrintSource
  size?: 'large' | 'middle'
  isDisabled?: boolean
}

/** Prints a document on this till's printer and says how that goes; where there is no printer, through the browser. */
export function PrintButton({ storeId, source, size = 'middle', isDisabled = false }: PrintButtonProps) {
  const { t } = useTranslation('printing')
  const queryClient = useQueryClient()
  const till = useTill(storeId)
  const print = useMutation({
    mutationFn: () => printDocument({ storeId, source, ...(till.printerId ? { printerId: till.printerId } : {}) }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['print-jobs'] }),
  })
  const icon = <PrinterOutlined aria-hidden="true" />
  if (!till.printer) {
    return (
      <Button size={size} icon={icon} disabled={isDisabled} onClick={() => window.print()}>
        {t('print')}
      </Button>
    )
  }
  return (
    <div className={`${styles.printing} ${size === 'large' ? styles.stacked : ''}`}>
      <Space.Compact>
        <Button size={size} icon={icon} disabled={isDisabled} loading={print.isPending} onClick={() => print.mutate()}>
          {t('print')}
        </Button>
        <Dropdown
          trigger={['click']}
          disabled={isDisabled}
          menu={{ items: [{ key: 'browser', label: t('printInBrowser') }], onClick: () => window.print() }}
        >
          <Button size={size} aria-label={t('otherWays')}>
            ⋯
          </Button>
        </Dropdown>
      </Space.Compact>
      {print.error ? (
        <span className={styles.wrong}>{problemTitle(t, asProblem(print.error))}</span>
      ) : (
        <PrintProgress storeId={storeId} source={source} />
      )}
    </div>
  )
}

/** The newest job of the document, until a person has nothing more to do about it. */
export function PrintProgress({ storeId, source }: { storeId: string; source: PrintSource }) {
  const { t } = useTranslation('printing')
  const words = useProblemWords()
  const queryClient = useQueryClient()
  const { data } = useQuery(jobsOfQuery(storeId, source))
  const job = data?.items[0]
  const needsPerson = job?.state === 'failed' || job?.state === 'unknown'
  useEffect(() => {
    if (needsPerson) void queryClient.invalidateQueries({ queryKey: ['print-jobs', 'attention'] })
  }, [needsPerson, queryClient])
  if (!job || job.state === 'resolved') return null
  return (
    <span className={styles.progress} role="status">
      <JobState job={job} />
      {job.problem && job.state !== 'sent' && <span>{words(job.problem)}</span>}
      {needsPerson && (
        <Link to="/printing" search={{}}>
          {t('goDecide')}
        </Link>
      )}
    </span>
  )
}
