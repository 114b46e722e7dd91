import { ExclamationCircleFilled } from '@ant-design/icons'
import type { Problem } from '@yunbin/api-client'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, problemHint, problemTitle } from '../lib/problems.ts'
import styles from './states.module.css'

interface ProblemAlertProps {
  error: unknown
  /** Usually a button that tries again. */
  action?: ReactNode
}

/** Says what happened, that nothing was lost, and what to do. Renders nothing without an error. */
export function ProblemAlert({ error, action }: ProblemAlertProps) {
  const { t } = useTranslation()
  if (!error) return null
  const problem = asProblem(error)
  const hint = problemHint(t, problem)
  return (
    <div role="alert" className={`${styles.problem} ${isAttention(problem) ? styles.waiting : ''}`}>
      <ExclamationCircleFilled className={styles.problemIcon} />
      <div className={styles.problemText}>
        <strong>{problemTitle(t, problem)}</strong>
        {hint && <p>{hint}</p>}
      </div>
      {action}
    </div>
  )
}

/** Red is for what went wrong; what somebody only has to look at and decide is amber. */
function isAttention(problem: Problem): boolean {
  return problem.isUnknownOutcome || problem.code === 'not_signed_in' || problem.status === 409 || problem.status === 422
}
