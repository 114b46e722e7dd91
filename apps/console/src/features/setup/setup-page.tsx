import { CheckCircleFilled } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Navigate, useNavigate } from '@tanstack/react-router'
import { answer, Problem } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch } from '../../components/language-switch.tsx'
import { usePageTitle } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { sessionQuery, setupQuery, signIn } from '../session/queries.ts'
import styles from './setup.module.css'
import { bodyOf, faultsOf, newSetupDraft, type SetupDraft, type Step, stepOf, steps } from './setup-draft.ts'
import { StepFields } from './setup-steps.tsx'

/** From an empty installation to a till that can sell, in five short steps. */
export function SetupPage() {
  const { t } = useTranslation('setup')
  usePageTitle(t('title'))
  const setup = useQuery({ ...setupQuery, staleTime: Number.POSITIVE_INFINITY })
  const [isDone, setDone] = useState(false)
  if (setup.data && !setup.data.needed && !isDone) return <Navigate to="/sign-in" />
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <span>
          <img src="/yunbin.svg" alt="" width={32} height={32} />
          {t('product')}
        </span>
        <LanguageSwitch />
      </header>
      {setup.isPending && <Bones heights={[320]} />}
      <QueryProblem query={setup} />
      {setup.data && (isDone ? <Done /> : <Wizard needsCode={setup.data.needsCode} onDone={() => setDone(true)} />)}
    </div>
  )
}

function Wizard({ needsCode, onDone }: { needsCode: boolean; onDone: () => void }) {
  const { t } = useTranslation(['setup', 'common'])
  const [draft, setDraft] = useState(() => newSetupDraft(Intl.DateTimeFormat().resolvedOptions().timeZone))
  const [step, setStep] = useState<Step>('brand')
  const found = useFounding(onDone, (problem) =>
    setStep(problem.code === 'setup_code_wrong' ? 'brand' : problem.errors[0] ? stepOf(problem.errors[0].path) : 'summary'),
  )
  const errors = useFieldErrors(found.error, { setup_code_wrong: 'setupCode' })
  const index = steps.indexOf(step)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const faults = faultsOf(step, draft, needsCode)
    if (!errors.check(Object.fromEntries(Object.entries(faults).map(([path, key]) => [path, t(key)])))) return
    if (step !== 'summary') {
      found.reset()
      setStep(steps[index + 1] ?? 'summary')
    } else if (!found.isPending) found.mutate(draft)
  }
  return (
    <>
      <ol className={styles.progress} aria-label={t('progress', { step: index + 1, of: steps.length })}>
        {steps.map((name, i) => (
          <li key={name} className={i <= index ? styles.past : undefined} aria-current={name === step ? 'step' : undefined} />
        ))}
      </ol>
      <form ref={errors.form} key={step} className={styles.card} onSubmit={submit} noValidate>
        <div>
          <h1>{t(`step.${step}.title`)}</h1>
          <p className={styles.about}>{t(`step.${step}.about`)}</p>
        </div>
        <ProblemAlert error={errors.rest} />
        <StepFields step={step} draft={draft} needsCode={needsCode} onChange={setDraft} errorOf={errors.of} onEdit={setStep} />
        <div className={styles.foot}>
          {index > 0 && (
            <Button size="large" disabled={found.isPending} onClick={() => setStep(steps[index - 1] ?? 'brand')}>
              {t('common:back')}
            </Button>
          )}
          <Button type="primary" size="large" htmlType="submit" autoFocus={step === 'summary'} loading={found.isPending}>
            {step === 'summary' ? t('found') : t('next')}
          </Button>
        </div>
      </form>
    </>
  )
}

/** Founds the brand and signs its owner in; a complaint of the server leads back to the step it is about. */
function useFounding(onDone: () => void, onRefused: (problem: Problem) => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (draft: SetupDraft) => {
      const body = bodyOf(draft)
      const { brand } = await answer(api.POST('/api/setup', { body }))
      await signIn({ brand: brand.slug, signInName: body.owner.signInName, password: body.owner.password })
    },
    onSuccess: async () => {
      onDone()
      queryClient.setQueryData(setupQuery.queryKey, { needed: false, needsCode: false, trades: [] })
      await queryClient.fetchQuery(sessionQuery)
    },
    onError: (error) => error instanceof Problem && onRefused(error),
  })
}

function Done() {
  const { t } = useTranslation('setup')
  const navigate = useNavigate()
  return (
    <section className={`${styles.card} ${styles.done}`} aria-live="polite">
      <CheckCircleFilled className={styles.tick} aria-hidden="true" />
      <div>
        <h1>{t('done.title')}</h1>
        <p className={styles.about}>{t('done.about')}</p>
      </div>
      <div className={styles.next}>
        <Button type="primary" size="large" autoFocus onClick={() => void navigate({ to: '/first-day' })}>
          {t('done.firstDay')}
        </Button>
        <Button size="large" onClick={() => void navigate({ to: '/desk' })}>
          {t('done.desk')}
        </Button>
      </div>
    </section>
  )
}
