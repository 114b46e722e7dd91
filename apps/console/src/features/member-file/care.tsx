import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section, Tag } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { useCan } from '../session/session-context.tsx'
import { AssessmentCard } from './assessment-card.tsx'
import { AssessmentForm } from './assessment-form.tsx'
import { CarePlanForm } from './care-plan-form.tsx'
import { ConsentDialog } from './consent-dialog.tsx'
import styles from './member-file.module.css'
import { assessmentsQuery, carePlansQuery, consentsQuery } from './queries.ts'

type Member = Schema<'Member'>
type Plan = Schema<'CarePlan'>

/** Skin and scalp: what was found, and what is planned for it. Health data needs the member's consent first. */
export function Care({ member }: { member: Member }) {
  const { t } = useTranslation('memberfile')
  const consents = useQuery(consentsQuery(member.id))
  const assessments = useQuery(assessmentsQuery(member.id))
  const plans = useQuery(carePlansQuery(member.id))
  const mayCare = useCan('care', 'Member') && member.mergedInto === null
  const mayConsent = useCan('update', 'Member')
  const [open, setOpen] = useState<'assess' | 'plan' | 'consent' | null>(null)
  const close = () => setOpen(null)
  const hasConsent = consents.data?.current.some((c) => c.purpose === 'health' && c.isGiven) ?? false
  if (assessments.isPending || plans.isPending || consents.isPending) return <Bones heights={[120, 120]} />
  const failed = [assessments, plans, consents].find((query) => query.error)
  if (failed) return <QueryProblem query={failed} />
  const isEmpty = assessments.data?.items.length === 0 && plans.data?.items.length === 0
  return (
    <div className={styles.stack}>
      {!hasConsent && (
        <div className={styles.notice} role="status">
          <span>{t('care.needsConsent')}</span>
          {mayConsent && <Button onClick={() => setOpen('consent')}>{t('consent.ask')}</Button>}
        </div>
      )}
      {mayCare && hasConsent && (
        <div className={styles.acts}>
          <Button onClick={() => setOpen('assess')}>{t('care.assess')}</Button>
          <Button onClick={() => setOpen('plan')}>{t('care.plan')}</Button>
        </div>
      )}
      {isEmpty && hasConsent && <EmptyState title={t('care.none')} hint={t('care.noneHint')} />}
      {plans.data?.items.map((plan) => (
        <PlanCard key={plan.id} plan={plan} mayCare={mayCare} />
      ))}
      {(assessments.data?.items.length ?? 0) > 0 && (
        <Section title={t('care.assessments')}>
          {assessments.data?.items.map((assessment, index) => (
            <AssessmentCard key={assessment.id} assessment={assessment} before={assessments.data.items[index + 1]} mayCare={mayCare} />
          ))}
        </Section>
      )}
      {open === 'assess' && <AssessmentForm memberId={member.id} onClose={close} />}
      {open === 'plan' && <CarePlanForm member={member} assessment={assessments.data?.items[0]} onClose={close} />}
      {open === 'consent' && <ConsentDialog memberId={member.id} purpose="health" onClose={close} onGiven={close} />}
    </div>
  )
}

function PlanCard({ plan, mayCare }: { plan: Plan; mayCare: boolean }) {
  const { t } = useTranslation('memberfile')
  const queryClient = useQueryClient()
  const renew = () => {
    for (const key of ['care-plans', 'due-care-steps', 'timeline']) void queryClient.invalidateQueries({ queryKey: [key] })
  }
  const end = useMutation({
    mutationFn: ({ stepId, state }: { stepId: string; state: 'done' | 'skipped' }) =>
      answer(api.POST('/api/care-plans/{planId}/steps/{stepId}/end', { params: { path: { planId: plan.id, stepId } }, body: { state } })),
    onSettled: renew,
  })
  const turn = useMutation({
    mutationFn: () =>
      answer(
        api.PATCH('/api/care-plans/{planId}', {
          params: { path: { planId: plan.id } },
          body: { state: plan.state === 'open' ? 'stopped' : 'open' },
          headers: { 'If-Match': `"${plan.version}"` },
        }),
      ),
    onSettled: renew,
  })
  const done = plan.steps.filter((s) => s.state !== 'planned').length
  return (
    <div className={styles.card}>
      <div className={styles.cardHead}>
        <strong>{plan.title}</strong>
        <Tag tone={plan.state === 'open' ? 'brand' : 'neutral'}>{t(`care.planState.${plan.state}`)}</Tag>
        <span className={styles.soft}>
          {t('care.progress', { done, count: plan.steps.length })} · {plan.adviser?.name ?? t('noAdviser')}
        </span>
        {mayCare && plan.state !== 'done' && (
          <Button size="small" type="text" loading={turn.isPending} onClick={() => turn.mutate()}>
            {t(plan.state === 'open' ? 'care.stop' : 'care.resume')}
          </Button>
        )}
      </div>
      {plan.aim && <p className={styles.soft}>{plan.aim}</p>}
      <ul className={styles.rows}>
        {plan.steps.map((step) => (
          <li key={step.id}>
            <div className={styles.rowWords}>
              <strong>{step.itemName ?? step.note}</strong>
              <span>{[step.dueOn, step.itemName ? step.note : '', step.endedBy].filter(Boolean).join(' · ')}</span>
            </div>
            {step.state === 'planned' && mayCare && plan.state === 'open' ? (
              <div className={styles.acts}>
                <Button size="small" onClick={() => end.mutate({ stepId: step.id, state: 'done' })}>
                  {t('care.markDone')}
                </Button>
                <Button size="small" type="text" onClick={() => end.mutate({ stepId: step.id, state: 'skipped' })}>
                  {t('care.skip')}
                </Button>
              </div>
            ) : (
              <Tag tone={step.state === 'done' ? 'done' : 'neutral'}>{t(`care.state.${step.state}`)}</Tag>
            )}
          </li>
        ))}
      </ul>
      <ProblemAlert error={end.error ?? turn.error} />
    </div>
  )
}
