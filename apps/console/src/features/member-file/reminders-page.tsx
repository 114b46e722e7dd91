import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import Checkbox from 'antd/es/checkbox'
import Select from 'antd/es/select'
import Tabs from 'antd/es/tabs'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { MemberAvatar } from '../../components/member-avatar.tsx'
import { Filters, PageBody, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { addDays } from '../../lib/days.ts'
import { useToday, useWorkplace } from '../session/session-context.tsx'
import styles from './member-file.module.css'
import { dueStepsQuery, remindersQuery } from './queries.ts'

const tabs = ['birthday', 'anniversary', 'care'] as const
const spans = [7, 14, 30, 60] as const

/** Whom to think of in the coming days: birthdays, anniversaries, and care that is due. */
export function RemindersPage() {
  const { t } = useTranslation('memberfile')
  const { tab = 'birthday', days = '14', mine } = useSearch({ from: '/shell/members/reminders' })
  const { session } = useWorkplace()
  const navigate = useNavigate()
  const choose = (part: { tab?: (typeof tabs)[number]; days?: string; mine?: 'yes' | undefined }) =>
    void navigate({ to: '/members/reminders', search: { tab, days, mine, ...part }, replace: true })
  const adviserId = mine === 'yes' ? session.staff.id : undefined
  const span = Number(days)
  return (
    <>
      <PageHeader title={t('reminders.title')} about={t('reminders.about')} />
      <PageBody width="narrow">
        <Tabs
          activeKey={tab}
          onChange={(key) => choose({ tab: tabs.find((x) => x === key) ?? 'birthday' })}
          items={tabs.map((key) => ({ key, label: t(`reminders.tab.${key}`) }))}
        />
        <Filters>
          <Select
            aria-label={t('reminders.span')}
            value={span}
            onChange={(value: number) => choose({ days: String(value) })}
            options={spans.map((value) => ({ value, label: t('reminders.days', { count: value }) }))}
          />
          <Checkbox checked={mine === 'yes'} onChange={(e) => choose({ mine: e.target.checked ? 'yes' : undefined })}>
            {t('reminders.mine')}
          </Checkbox>
        </Filters>
        {tab === 'care' ? <DueCare days={span} adviserId={adviserId} /> : <Days kind={tab} days={span} adviserId={adviserId} />}
      </PageBody>
    </>
  )
}

function Days({ kind, days, adviserId }: { kind: 'birthday' | 'anniversary'; days: number; adviserId: string | undefined }) {
  const { t, i18n } = useTranslation('memberfile')
  const pages = useInfiniteQuery(remindersQuery(kind, days, adviserId))
  if (pages.isPending) return <Bones heights={[48, 48, 48, 48]} />
  if (!pages.data) return <QueryProblem query={pages} />
  const items = pages.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <EmptyState title={t(`reminders.none.${kind}`)} hint={t('reminders.noneHint')} />
  const dayText = new Intl.DateTimeFormat(i18n.language, { month: 'long', day: 'numeric', weekday: 'short', timeZone: 'UTC' })
  return (
    <>
      <ul className={styles.rows}>
        {items.map((item) => (
          <li key={item.member.id}>
            <MemberAvatar member={item.member} size="small" />
            <div className={styles.rowWords}>
              <strong>
                <Link to="/members/$memberId" params={{ memberId: item.member.id }} search={{}}>
                  {item.member.name ?? item.member.number}
                </Link>
              </strong>
              <span>
                {item.member.phone ?? item.member.number} · {item.member.level.name}
              </span>
            </div>
            <div className={styles.rowSide}>
              {item.calendar === 'lunar' && <Tag>{t('reminders.lunar')}</Tag>}
              <span>{dayText.format(new Date(`${item.on}T00:00:00Z`))}</span>
              {item.years !== null && <Tag tone="brand">{t(`reminders.years.${kind}`, { count: item.years })}</Tag>}
            </div>
          </li>
        ))}
      </ul>
      <LoadMore pages={pages} />
    </>
  )
}

function DueCare({ days, adviserId }: { days: number; adviserId: string | undefined }) {
  const { t } = useTranslation('memberfile')
  const today = useToday()
  const pages = useInfiniteQuery(dueStepsQuery(addDays(today, days), adviserId))
  if (pages.isPending) return <Bones heights={[48, 48, 48, 48]} />
  if (!pages.data) return <QueryProblem query={pages} />
  const items = pages.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <EmptyState title={t('reminders.none.care')} hint={t('reminders.noneCareHint')} />
  return (
    <>
      <ul className={styles.rows}>
        {items.map((step) => (
          <li key={step.stepId}>
            <div className={styles.rowWords}>
              <strong>
                <Link to="/members/$memberId" params={{ memberId: step.memberId }} search={{ tab: 'care' }}>
                  {step.memberName ?? step.memberNumber}
                </Link>
              </strong>
              <span>{[step.title, step.itemName, step.adviserName].filter(Boolean).join(' · ')}</span>
            </div>
            <Tag tone={step.dueOn < today ? 'attention' : 'neutral'}>
              {step.dueOn < today ? t('reminders.overdue', { day: step.dueOn }) : step.dueOn}
            </Tag>
          </li>
        ))}
      </ul>
      <LoadMore pages={pages} />
    </>
  )
}
