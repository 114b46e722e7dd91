import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { Money } from '../../components/money.tsx'
import { Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import { useCan } from '../session/session-context.tsx'
import { type AskDraft, askOf, emptyDraft } from './ask-draft.ts'
import { ChosenFiles } from './evidence.tsx'
import { GiftFields } from './gift-fields.tsx'
import { GrantChoices } from './grant-choices.tsx'
import styles from './prepaid-refunds.module.css'
import { type Ask, refreshAfterRefund, sendEvidence, sheetQuery } from './queries.ts'
import { ReasonFields } from './reason-fields.tsx'
import { SheetView } from './sheet-view.tsx'

interface AskFormProps {
  memberId: string
  storeId: string
  grants: readonly Schema<'PrepaidGrant'>[]
}

/** What is asked for on the left, the worksheet with every formula on the right; taking it down pays nothing yet. */
export function AskForm({ memberId, storeId, grants }: AskFormProps) {
  const { t } = useTranslation('prepaid')
  const [draft, setDraft] = useState<AskDraft>(emptyDraft)
  const [files, setFiles] = useState<File[]>([])
  const set = (part: Partial<AskDraft>) => setDraft((now) => ({ ...now, ...part }))
  const sheet = useSheet(memberId, askOf(draft, storeId))
  const mayAsk = useCan('request', 'PrepaidRefund')
  const { mutation, submit } = useRequest(memberId, files)
  const errors = useFieldErrors(sheet.error ?? mutation.error, { rescission_day_invalid: 'rescindedOn' })
  const picked = grants.filter((g) => draft.picks[g.grantId])
  const go = () => {
    const isWell = errors.check({
      reason: !draft.reasonCode && t('ask.reasonMissing'),
      note: draft.reasonCode === 'other' && draft.note.trim() === '' && t('ask.noteMissing'),
    })
    if (isWell && sheet.ask && sheet.data) submit({ ...sheet.ask, note: draft.note.trim(), expectedTotalFen: sheet.data.sheet.totalFen })
  }
  return (
    <div className={styles.columns}>
      <form ref={errors.form} className={styles.main} onSubmit={(e) => e.preventDefault()}>
        <Section title={t('ask.which')} note={t('ask.whichNote')}>
          <GrantChoices grants={grants} picks={draft.picks} onChange={(picks) => set({ picks })} />
        </Section>
        <Section title={t('ask.reason')}>
          <ReasonFields
            draft={draft}
            set={set}
            errorOf={errors.of}
            hasUnlimited={picked.some((g) => g.kind === 'unlimited')}
            knewService={picked.some((g) => g.hadServiceBefore)}
          />
        </Section>
        <Section title={t('gift.title')} note={t('gift.note')}>
          <GiftFields gifts={draft.gifts} onChange={(gifts) => set({ gifts })} />
        </Section>
        <Section title={t('evidence.title')}>
          <ChosenFiles files={files} onChange={setFiles} />
        </Section>
      </form>
      <aside className={styles.aside}>
        <Section title={t('sheet.title')}>
          <Preview sheet={sheet} />
          <ProblemAlert error={mutation.error} />
          {mayAsk && (
            <Button type="primary" size="large" disabled={!sheet.data || sheet.isStale} loading={mutation.isPending} onClick={go}>
              {t('ask.submit')} {sheet.data && <Money fen={sheet.data.sheet.totalFen} />}
            </Button>
          )}
          {sheet.data && <p className={styles.soft}>{t('ask.dueBy', { day: sheet.data.dueOn })}</p>}
        </Section>
      </aside>
    </div>
  )
}

function useSheet(memberId: string, wanted: Ask | null) {
  const ask = useDebounced(wanted, 250)
  const query = useQuery({
    ...sheetQuery(memberId, ask ?? ({} as Ask)),
    enabled: ask !== null,
    placeholderData: keepPreviousData,
  })
  const isCurrent = JSON.stringify(ask) === JSON.stringify(wanted)
  return {
    ask,
    data: ask === null || wanted === null || query.error ? undefined : query.data,
    error: wanted === null ? null : query.error,
    isLoading: wanted !== null && query.isPending,
    isStale: !isCurrent || query.isPlaceholderData || query.isFetching,
    isFetching: query.isFetching,
    refetch: query.refetch,
  }
}

function Preview({ sheet }: { sheet: ReturnType<typeof useSheet> }) {
  const { t } = useTranslation('prepaid')
  if (sheet.error) return <QueryProblem query={sheet} />
  if (sheet.isLoading) return <Bones heights={[240]} />
  if (!sheet.data)
    return (
      <div className={styles.paper}>
        <EmptyState title={t('sheet.empty')} hint={t('sheet.emptyHint')} />
      </div>
    )
  return (
    <div className={`${styles.paper} ${sheet.isStale ? styles.stale : ''}`} aria-busy={sheet.isStale}>
      <SheetView sheet={sheet.data.sheet} />
    </div>
  )
}

/** Takes the request down, then sends the evidence; a file that is refused is told on the request's own page, where it can be sent again. */
function useRequest(memberId: string, files: readonly File[]) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  return useSendOnce(
    async (body: Schema<'PrepaidRefundRequest'>, key) => {
      const made = await answer(
        api.POST('/api/members/{memberId}/prepaid-refunds', {
          params: { path: { memberId } },
          body,
          headers: { 'Idempotency-Key': key },
        }),
      )
      const sent = await Promise.allSettled(files.map((file) => sendEvidence(made.id, file)))
      return { ...made, hasUnsent: sent.some((s) => s.status === 'rejected') }
    },
    (made) => {
      refreshAfterRefund(queryClient)
      void navigate({
        to: '/prepaid-refunds/$requestId',
        params: { requestId: made.id },
        search: made.hasUnsent ? { unsent: 'yes' } : {},
        replace: true,
      })
    },
  )
}
