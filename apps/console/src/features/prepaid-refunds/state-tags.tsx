import { useTranslation } from 'react-i18next'
import { Tag, type Tone } from '../../components/page-body.tsx'
import type { Request } from './queries.ts'

const TONES: Record<Request['state'], Tone> = { requested: 'attention', paid: 'done', cancelled: 'neutral' }

export function StateTag({ state }: { state: Request['state'] }) {
  const { t } = useTranslation('prepaid')
  return <Tag tone={TONES[state]}>{t(`state.${state}`)}</Tag>
}

/** How long there is until the money has to be paid; late is said in red. */
export function DueTag({ request }: { request: Pick<Request, 'daysLeft' | 'dueOn'> }) {
  const { t } = useTranslation('prepaid')
  const { daysLeft, dueOn } = request
  if (daysLeft === null) return null
  const words = daysLeft < 0 ? t('due.late', { count: -daysLeft }) : daysLeft === 0 ? t('due.today') : t('due.left', { count: daysLeft })
  return (
    <Tag tone={daysLeft < 0 ? 'danger' : daysLeft <= 1 ? 'attention' : 'neutral'} title={dueOn}>
      {words}
    </Tag>
  )
}
