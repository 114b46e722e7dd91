import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../lib/problems.ts'
import { ProblemAlert } from './problem-alert.tsx'

interface Asked {
  error: unknown
  isFetching: boolean
  refetch: () => unknown
}

/**
 * What could not be read says what happened, with a button that asks again where that may help: all of several that belong together.
 * Renders nothing without an error.
 */
export function QueryProblem({ query }: { query: Asked | readonly Asked[] }) {
  const { t } = useTranslation('common')
  const failed = [query].flat().filter((asked) => asked.error)
  const error = failed[0]?.error
  const { code, status } = asProblem(error)
  // A refusal stays a refusal; what the line or the server was not up to may work in a moment.
  const mayPass = code === 'network' || code === 'unexpected' || status === 429 || status >= 500
  return (
    <ProblemAlert
      error={error}
      action={
        mayPass && (
          <Button loading={failed.some((asked) => asked.isFetching)} onClick={() => failed.map((asked) => asked.refetch())}>
            {t('tryAgain')}
          </Button>
        )
      }
    />
  )
}
