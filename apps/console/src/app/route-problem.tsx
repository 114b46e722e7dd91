import { useRouter } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../components/problem-alert.tsx'

/** A page that could not be loaded says so and offers to try again. */
export function RouteProblem({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter()
  const { t } = useTranslation('common')
  const again = () => {
    reset()
    void router.invalidate()
  }
  return (
    <div style={{ maxWidth: 640, margin: '10vh auto', padding: 16 }}>
      <ProblemAlert error={error} action={<Button onClick={again}>{t('tryAgain')}</Button>} />
    </div>
  )
}
