import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import AntApp from 'antd/es/app'
import Button from 'antd/es/button'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../session/session-context.tsx'
import { useJobName, useProblemWords } from './job-words.tsx'
import { attentionQuery } from './queries.ts'
import { useTill } from './till-printing.ts'

/** Says it wherever one is when a print failed, or nobody knows; once for each job, and not for what was so when the page opened. */
export function PrintWatcher() {
  const { t } = useTranslation('printing')
  const { store } = useWorkplace()
  const till = useTill(store?.id)
  const { notification } = AntApp.useApp()
  const navigate = useNavigate()
  const nameOf = useJobName()
  const wordsOf = useProblemWords()
  const { data } = useQuery({ ...attentionQuery(store?.id ?? ''), enabled: till.printers.length > 0 && store !== undefined })
  const seen = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (!data) return
    const known = seen.current
    seen.current = new Set([...(known ?? []), ...data.items.map((job) => job.id)])
    if (known === null) return
    for (const job of data.items.filter((j) => !known.has(j.id))) {
      notification.warning({
        key: job.id,
        placement: 'bottomRight',
        duration: 12,
        title: t(job.state === 'unknown' ? 'toast.unknown' : 'toast.failed', { what: nameOf(job) }),
        description: wordsOf(job.problem),
        actions: (
          <Button
            size="small"
            onClick={() => {
              notification.destroy(job.id)
              void navigate({ to: '/printing', search: {} })
            }}
          >
            {t('goDecide')}
          </Button>
        ),
      })
    }
  }, [data, notification, navigate, nameOf, wordsOf, t])
  return null
}
