import { SwapOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Radio from 'antd/es/radio'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { MemberSelect } from '../../components/member-select.tsx'
import { Money } from '../../components/money.tsx'
import { PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { birthdayWords } from '../members/birthday-text.tsx'
import styles from './member-file.module.css'
import { customFieldsQuery, mergePreviewQuery } from './queries.ts'

type Preview = Schema<'MemberMergePreview'>
type Difference = Preview['differences'][number]
type Choice = Difference['proposed']

/** Two records side by side: which one stays, and whose value is kept where they differ. */
export function MergePage() {
  const { t } = useTranslation(['memberfile', 'members'])
  const { survivorId, mergedId } = useSearch({ from: '/shell/members/merge' })
  const navigate = useNavigate()
  const choose = (part: { survivorId?: string | undefined; mergedId?: string | undefined }) =>
    void navigate({ to: '/members/merge', search: { survivorId, mergedId, ...part }, replace: true })
  return (
    <>
      <PageHeader title={t('merge.title')} about={t('merge.about')}>
        {survivorId && mergedId && (
          <Button icon={<SwapOutlined />} onClick={() => choose({ survivorId: mergedId, mergedId: survivorId })}>
            {t('merge.swap')}
          </Button>
        )}
      </PageHeader>
      <PageBody>
        <div className={styles.acts}>
          <MemberSelect value={survivorId} onChange={(id) => choose({ survivorId: id })} label={t('merge.chooseSurvivor')} />
          <MemberSelect value={mergedId} onChange={(id) => choose({ mergedId: id })} label={t('merge.chooseMerged')} />
        </div>
        {survivorId && mergedId && survivorId !== mergedId ? (
          <Sides key={`${survivorId}${mergedId}`} survivorId={survivorId} mergedId={mergedId} />
        ) : (
          <EmptyState title={t('merge.chooseTwo')} hint={t('merge.chooseTwoHint')} />
        )}
      </PageBody>
    </>
  )
}

function Sides({ survivorId, mergedId }: { survivorId: string; mergedId: string }) {
  const { t } = useTranslation(['memberfile', 'common', 'errors'])
  const preview = useQuery(mergePreviewQuery(survivorId, mergedId))
  const [choices, setChoices] = useState<Record<string, Choice>>({})
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const merge = useMutation({
    mutationFn: (p: Preview) =>
      answer(
        api.POST('/api/member-merges', {
          body: { survivorId, mergedId, survivorVersion: p.survivor.version, mergedVersion: p.merged.version, choices },
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries()
      void navigate({ to: '/members/$memberId', params: { memberId: survivorId }, search: {} })
    },
  })
  if (preview.isPending) return <Bones heights={[44, 44, 44, 44]} />
  if (!preview.data) return <QueryProblem query={preview} />
  const { data } = preview
  return (
    <div className={styles.stack}>
      {data.obstacles.map((code) => (
        <div key={code} className={styles.notice} role="alert">
          <span>
            <strong>{t(`errors:${code}.title`)}</strong> {t(`errors:${code}.hint`)}
          </span>
        </div>
      ))}
      <div className={styles.frame}>
        <table className={styles.sides} aria-label={t('merge.title')}>
          <thead>
            <tr>
              <th scope="col">{t('merge.field')}</th>
              <th scope="col">{t('merge.survivor', { number: data.survivor.number })}</th>
              <th scope="col">{t('merge.merged', { number: data.merged.number })}</th>
            </tr>
          </thead>
          <tbody>
            {data.differences.map((d) => (
              <DifferenceRow
                key={d.field}
                difference={d}
                choice={choices[d.field] ?? d.proposed}
                onChoose={(choice) => setChoices({ ...choices, [d.field]: choice })}
              />
            ))}
            <OwnRow label={t('merge.bills')} preview={data} show={(side) => side.tickets} />
            <OwnRow
              label={t('merge.balance')}
              preview={data}
              show={(side) => (side.balanceFen === null ? '—' : <Money fen={side.balanceFen} />)}
            />
            <OwnRow label={t('merge.passes')} preview={data} show={(side) => side.passes} />
            {(data.survivor.owedFen ?? 0) + (data.merged.owedFen ?? 0) > 0 && (
              <OwnRow label={t('merge.owed')} preview={data} show={(side) => <Money fen={side.owedFen ?? 0} />} />
            )}
            {(data.survivor.depositsFen ?? 0) + (data.merged.depositsFen ?? 0) > 0 && (
              <OwnRow label={t('merge.deposits')} preview={data} show={(side) => <Money fen={side.depositsFen ?? 0} />} />
            )}
            <OwnRow label={t('merge.tags')} preview={data} show={(side) => side.tags.join(t('listComma')) || '—'} />
          </tbody>
        </table>
      </div>
      <p className={styles.soft}>{t('merge.keeps', { days: data.undoDays })}</p>
      <ProblemAlert error={merge.error} />
      <div className={styles.acts}>
        <Button
          type="primary"
          size="large"
          disabled={data.obstacles.length > 0}
          loading={merge.isPending}
          onClick={() => merge.mutate(data)}
        >
          {t('merge.do', { name: data.survivor.name ?? data.survivor.number })}
        </Button>
      </div>
    </div>
  )
}

function DifferenceRow({ difference, choice, onChoose }: { difference: Difference; choice: Choice; onChoose: (choice: Choice) => void }) {
  const { t } = useTranslation(['memberfile', 'members'])
  const fields = useQuery(customFieldsQuery('member'))
  const { field, canKeepBoth } = difference
  const own = field.startsWith('field:') ? fields.data?.items.find((f) => f.id === field.slice(6))?.label : undefined
  const label = own ?? t(`timeline.field.${field}`)
  const words = (value: string) => {
    if (value === '') return '—'
    if (field === 'sex') return t(`members:sexes.${value}`)
    return field === 'birthday' ? birthdayWords(t, JSON.parse(value)) : value
  }
  const cell = (side: 'survivor' | 'merged') => (
    <Radio checked={choice === side} onChange={() => onChoose(side)} name={`${field}-${side}`}>
      {words(difference[side])}
    </Radio>
  )
  return (
    <tr>
      <th scope="row">
        {label}
        {canKeepBoth && (
          <Radio checked={choice === 'both'} onChange={() => onChoose('both')} name={`${field}-both`}>
            {t('merge.both')}
          </Radio>
        )}
      </th>
      <td>{cell('survivor')}</td>
      <td>{cell('merged')}</td>
    </tr>
  )
}

interface OwnRowProps {
  label: string
  preview: Preview
  show: (side: Preview['survivor']) => React.ReactNode
}

function OwnRow({ label, preview, show }: OwnRowProps) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{show(preview.survivor)}</td>
      <td>{show(preview.merged)}</td>
    </tr>
  )
}
