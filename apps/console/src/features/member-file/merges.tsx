import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { useCan } from '../session/session-context.tsx'
import styles from './member-file.module.css'
import { mergesQuery } from './queries.ts'

/** Says that this record goes on elsewhere, or that another was merged into it and can still be taken out. */
export function MergeNotices({ member }: { member: Schema<'Member'> }) {
  const { t } = useTranslation('memberfile')
  const merges = useQuery({ ...mergesQuery(member.id), enabled: member.merged.length > 0 })
  if (member.mergedInto) {
    return (
      <div className={styles.notice} role="status">
        <span>{t('merge.goneTo', { number: member.mergedInto.number })}</span>
        <Link to="/members/$memberId" params={{ memberId: member.mergedInto.id }} search={{}}>
          {t('merge.goOn')}
        </Link>
      </div>
    )
  }
  return merges.data?.items.map((merge) => <MergeNotice key={merge.id} merge={merge} />)
}

interface MergeNoticeProps {
  merge: { id: string; mergedId: string; mergedNumber: string; undoUntil: string }
}

function MergeNotice({ merge }: MergeNoticeProps) {
  const { t, i18n } = useTranslation(['memberfile', 'common'])
  const mayMerge = useCan('merge', 'Member')
  const queryClient = useQueryClient()
  const undo = useMutation({
    mutationFn: () => answer(api.POST('/api/member-merges/{mergeId}/undo', { params: { path: { mergeId: merge.id } } })),
    onSuccess: () => void queryClient.invalidateQueries(),
  })
  const until = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(merge.undoUntil))
  return (
    <div className={styles.notice} role="status">
      <span>{t('merge.tookIn', { number: merge.mergedNumber, until })}</span>
      <Link to="/members/$memberId" params={{ memberId: merge.mergedId }} search={{}}>
        {t('merge.look')}
      </Link>
      {mayMerge && (
        <Button size="small" loading={undo.isPending} onClick={() => undo.mutate()}>
          {t('merge.undo')}
        </Button>
      )}
      <ProblemAlert error={undo.error} />
    </div>
  )
}
