import { useTranslation } from 'react-i18next'
import { Tag, type Tone } from '../../components/page-body.tsx'
import type { Schema } from '../../lib/schema.ts'

type Job = Schema<'PrintJob'>

const TONES: Record<Job['state'], Tone> = {
  queued: 'neutral',
  sending: 'brand',
  sent: 'done',
  failed: 'danger',
  unknown: 'attention',
  resolved: 'neutral',
}

/** The state of a job in one word. A job that waits for its next attempt says so. */
export function JobState({ job }: { job: Pick<Job, 'state' | 'problem' | 'resolution'> }) {
  const { t } = useTranslation('printing')
  if (job.state === 'queued' && job.problem) return <Tag tone="attention">{t('state.waiting')}</Tag>
  if (job.state === 'resolved' && job.resolution) return <Tag>{t(`resolution.${job.resolution}`)}</Tag>
  return <Tag tone={TONES[job.state]}>{t(`state.${job.state}`)}</Tag>
}

/** What a job is of: a bill with its number, the drawer, a test page. */
export function useJobName(): (job: Pick<Job, 'sourceKind' | 'sourceNumber' | 'copy'>) => string {
  const { t } = useTranslation('printing')
  return ({ sourceKind, sourceNumber, copy }) => {
    const kind = t(`source.${sourceKind}`, { defaultValue: sourceKind })
    const again = copy > 0 && sourceKind !== 'test' ? t('copy', { count: copy }) : ''
    return [kind, sourceNumber, again].filter(Boolean).join(' ')
  }
}

/** Why it failed, or why nobody knows, in plain words. */
export function useProblemWords(): (problem: string | null) => string {
  const { t } = useTranslation('printing')
  return (problem) => (problem === null ? '' : t([`problem.${problem}`, 'problem.other'], { code: problem }))
}
