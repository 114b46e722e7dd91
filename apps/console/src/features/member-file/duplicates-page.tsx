import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { MemberAvatar } from '../../components/member-avatar.tsx'
import { PageBody, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import styles from './member-file.module.css'
import { duplicateGroupsQuery } from './queries.ts'

type Group = Schema<'MemberDuplicateGroup'>

/** Records that share a phone: one person, or a family. */
export function DuplicatesPage() {
  const { t } = useTranslation('memberfile')
  const pages = useInfiniteQuery(duplicateGroupsQuery)
  const groups = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader title={t('duplicates.title')} about={t('duplicates.about')} />
      <PageBody width="narrow">
        {pages.isPending && <Bones heights={[120, 120, 120]} />}
        <QueryProblem query={pages} />
        {pages.data && groups.length === 0 && (
          <EmptyState
            title={t('duplicates.none')}
            hint={t('duplicates.noneHint')}
            action={
              <LinkButton to="/members" search={{}}>
                {t('duplicates.back')}
              </LinkButton>
            }
          />
        )}
        {groups.map((group) => (
          <GroupCard key={group.members.map((m) => m.id).join()} group={group} />
        ))}
        <LoadMore pages={pages} />
      </PageBody>
    </>
  )
}

function GroupCard({ group }: { group: Group }) {
  const { t } = useTranslation('memberfile')
  const queryClient = useQueryClient()
  const [newest, ...others] = group.members
  // The record that was there first usually has the history.
  const survivor = others.at(-1)
  const apart = useMutation({
    mutationFn: async () => {
      for (const [i, one] of group.members.entries())
        for (const other of group.members.slice(i + 1))
          await answer(api.POST('/api/member-distinctions', { body: { oneId: one.id, otherId: other.id } }))
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['duplicate-groups'] }),
  })
  if (!newest || !survivor) return null
  return (
    <div className={styles.card}>
      <div className={styles.cardHead}>
        <strong>{newest.phone}</strong>
        <Tag tone={group.sameName ? 'attention' : 'neutral'}>{t(group.sameName ? 'duplicates.sameName' : 'duplicates.otherName')}</Tag>
        <span />
      </div>
      <ul className={styles.rows}>
        {group.members.map((m) => (
          <li key={m.id}>
            <MemberAvatar member={m} size="small" />
            <div className={styles.rowWords}>
              <strong>
                <Link to="/members/$memberId" params={{ memberId: m.id }} search={{}}>
                  {m.name ?? m.number}
                </Link>
              </strong>
              <span>
                {m.number} · {m.level.name} · {t('visitCount', { count: m.visits ?? 0 })}
              </span>
            </div>
          </li>
        ))}
      </ul>
      <ProblemAlert error={apart.error} />
      <div className={styles.acts}>
        <LinkButton to="/members/merge" search={{ survivorId: survivor.id, mergedId: newest.id }}>
          {t('duplicates.merge')}
        </LinkButton>
        <Button loading={apart.isPending} onClick={() => apart.mutate()}>
          {t('duplicates.apart')}
        </Button>
      </div>
    </div>
  )
}
