import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../lib/problems.ts'
import { ProblemAlert } from './problem-alert.tsx'

interface QueryProblemProps {
  query: { error: unknown; isFetching: boolean; refetch: () => unknown }
}

/** What could not be read says what happened, with a button that asks again where that may help. Renders nothing without an error. */
export function QueryProblem({ query }: QueryProblemProps) {
  const { t } = useTranslation('common')
  const { code, status } = asProblem(query.error)
  // A refusal stays a refusal; what the line or the server was not up to may work in a moment.
  const mayPass = code === 'network' || code === 'unexpected' || status === 429 || status >= 500
  return (
    <ProblemAlert
      error={query.error}
      action={
        mayPass && (
          <Button loading={query.isFetching} onClick={() => void query.refetch()}>
            {t('tryAgain')}
          </Button>
        )
      }
    />
  )
}
