import { WalletOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { PageSkeleton } from '../../components/skeletons.tsx'
import { memberQuery } from '../members/queries.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { AskForm } from './ask-form.tsx'
import { grantsQuery } from './queries.ts'

/** A member asks prepaid money back: what, why, since when; and at once what the law gives. */
export function AskPage() {
  const { t } = useTranslation(['prepaid', 'common', 'trade'])
  const { memberId } = useParams({ from: '/shell/members/$memberId/prepaid-refund' })
  const { store } = useWorkplace()
  const navigate = useNavigate()
  const member = useQuery(memberQuery(memberId))
  const grants = useQuery({ ...grantsQuery(memberId, store?.id ?? ''), enabled: store !== undefined })
  const back = () => void navigate({ to: '/members/$memberId', params: { memberId }, search: {} })
  if (!store) return <EmptyState title={t('noStore')} hint={t('noStoreHint')} />
  if (member.isPending || grants.isPending) return <PageSkeleton />
  return (
    <>
      <PageHeader title={t('ask.title', { name: member.data?.name ?? member.data?.number ?? '' })} about={t('ask.about')}>
        <Button onClick={back}>{t('common:back')}</Button>
      </PageHeader>
      <PageBody>
        <QueryProblem query={member.error ? member : grants} />
        {grants.data &&
          (grants.data.items.length === 0 ? (
            <EmptyState icon={<WalletOutlined aria-hidden="true" />} title={t('ask.nothing')} hint={t('ask.nothingHint')} />
          ) : (
            <AskForm memberId={memberId} storeId={store.id} grants={grants.data.items} />
          ))}
      </PageBody>
    </>
  )
}
