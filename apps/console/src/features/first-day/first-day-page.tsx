import { CheckCircleFilled, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import styles from './first-day.module.css'
import { putAway } from './hidden.ts'
import { firstDayQuery } from './queries.ts'

type Step = Schema<'FirstDay'>['steps'][number]

/** Where each step is done. */
const PLACES = {
  store: '/stores',
  prices: '/prices',
  staff: '/staff',
  approver: '/staff',
  printer: '/printing',
  shift: '/shifts',
  member: '/members/new',
  topUp: '/desk',
  sale: '/desk',
  close: '/shifts',
} as const satisfies Record<Step['key'], string>

/** What a new shop does on its first day, in order; what is done is seen from the books, nobody ticks it off. */
export function FirstDayPage() {
  const { t } = useTranslation('first-day')
  const navigate = useNavigate()
  const firstDay = useQuery(firstDayQuery)
  const steps = firstDay.data?.steps ?? []
  const next = steps.find((step) => !step.isDone)
  const away = () => {
    putAway()
    void navigate({ to: '/desk' })
  }
  return (
    <>
      <PageHeader title={t('title')} about={next ? t('about') : t('allDone')}>
        <Button onClick={away}>{t('putAway')}</Button>
      </PageHeader>
      <PageBody width="narrow">
        <QueryProblem query={firstDay} />
        {firstDay.isPending && <Bones heights={[64, 64, 64, 64, 64]} />}
        <ol className={styles.steps}>
          {steps.map((step, index) => (
            <li key={step.key}>
              <Link to={PLACES[step.key]} className={styles.step} data-state={step.isDone ? 'done' : step === next ? 'next' : 'later'}>
                <span className={styles.mark} aria-hidden="true">
                  {step.isDone ? <CheckCircleFilled /> : index + 1}
                </span>
                <span className={styles.words}>
                  <strong>
                    {t(`step.${step.key}.title`)}
                    {step.isDone && <span className="yb-visually-hidden"> {t('done')}</span>}
                  </strong>
                  <span>{t(`step.${step.key}.hint`)}</span>
                </span>
                <RightOutlined aria-hidden="true" />
              </Link>
            </li>
          ))}
        </ol>
      </PageBody>
    </>
  )
}
