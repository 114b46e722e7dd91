import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Money } from '../../components/money.tsx'
import { Tag } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { sinceText, timeText } from '../../lib/time.ts'
import { useCan } from '../session/session-context.tsx'
import { useLineName } from '../tickets/ticket-words.tsx'
import styles from './member-file.module.css'
import { type TimelineKind, timelineQuery } from './queries.ts'

type Entry = Schema<'TimelineEntry'>
const groups: Record<string, readonly TimelineKind[]> = {
  all: [],
  money: ['visit', 'top_up', 'deposit', 'settlement', 'refund', 'shared', 'transfer', 'freeze', 'card'],
  care: ['assessment', 'care', 'note'],
  record: ['change', 'consent', 'merge'],
}

/** Everything that happened, newest first, with a line to write down something more. */
export function Timeline({ memberId }: { memberId: string }) {
  const { t } = useTranslation('memberfile')
  const [group, setGroup] = useState('all')
  const mayNote = useCan('care', 'Member')
  const pages = useInfiniteQuery(timelineQuery(memberId, groups[group] ?? []))
  const entries = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className={styles.stack}>
      {mayNote && <NoteLine memberId={memberId} />}
      <fieldset className={styles.chips} aria-label={t('timeline.filter')}>
        {Object.keys(groups).map((key) => (
          <button key={key} type="button" className={styles.chip} aria-pressed={group === key} onClick={() => setGroup(key)}>
            {t(`timeline.group.${key}`)}
          </button>
        ))}
      </fieldset>
      {pages.isPending && <Bones heights={[56, 56, 56, 56]} />}
      <QueryProblem query={pages} />
      {pages.data && entries.length === 0 && <EmptyState title={t('timeline.none')} hint={t('timeline.noneHint')} />}
      {entries.length > 0 && (
        <ol className={styles.timeline}>
          {entries.map((entry) => (
            <TimelineRow key={`${entry.kind}${entry.id}`} entry={entry} />
          ))}
        </ol>
      )}
      <LoadMore pages={pages} />
    </div>
  )
}

function NoteLine({ memberId }: { memberId: string }) {
  const { t } = useTranslation('memberfile')
  const queryClient = useQueryClient()
  const [words, setWords] = useState('')
  const save = useMutation({
    mutationFn: () => answer(api.POST('/api/members/{memberId}/notes', { params: { path: { memberId } }, body: { body: words.trim() } })),
    onSuccess: () => {
      setWords('')
      void queryClient.invalidateQueries({ queryKey: ['timeline', memberId] })
    },
  })
  return (
    <form
      className={styles.noteLine}
      onSubmit={(event) => {
        event.preventDefault()
        if (words.trim() !== '' && !save.isPending) save.mutate()
      }}
    >
      <Input
        aria-label={t('timeline.note')}
        placeholder={t('timeline.noteHint')}
        maxLength={1000}
        value={words}
        onChange={(e) => setWords(e.target.value)}
      />
      <Button htmlType="submit" disabled={words.trim() === ''} loading={save.isPending}>
        {t('timeline.write')}
      </Button>
      <ProblemAlert error={save.error} />
    </form>
  )
}

function TimelineRow({ entry }: { entry: Entry }) {
  const { t, i18n } = useTranslation('memberfile')
  const lineName = useLineName()
  const isBill = entry.ticketId !== null || entry.kind === 'visit'
  const title = t(`timeline.kind.${entry.kind}`)
  return (
    <li className={styles.moment}>
      <div className={styles.momentHead}>
        <strong>
          <EntryLink entry={entry}>{title}</EntryLink>
        </strong>
        <span>{wordsOf(t, isBill ? { ...entry, words: entry.words.map(lineName) } : entry)}</span>
        {entry.code === 'voided' && <Tag tone="attention">{t('timeline.voided')}</Tag>}
        {entry.amountFen !== null && (
          <span className={styles.momentAmount}>
            <Money fen={entry.kind === 'refund' ? -entry.amountFen : entry.amountFen} />
          </span>
        )}
      </div>
      <div className={styles.soft}>
        <time dateTime={entry.at} title={timeText(entry.at, i18n.language)}>
          {sinceText(entry.at, i18n.language)}
        </time>
        {entry.by && ` · ${entry.by}`}
        {entry.number && ` · ${entry.number}`}
        {entry.recordNumber && ` · ${t('timeline.underRecord', { number: entry.recordNumber })}`}
      </div>
    </li>
  )
}

function EntryLink({ entry, children }: { entry: Entry; children: string }) {
  if (entry.refundId)
    return (
      <Link to="/refunds/$refundId" params={{ refundId: entry.refundId }}>
        {children}
      </Link>
    )
  if (entry.ticketId)
    return (
      <Link to="/tickets/$ticketId" params={{ ticketId: entry.ticketId }}>
        {children}
      </Link>
    )
  return children
}

/** What happened in words: names of what was bought or done, or the words of its code. */
function wordsOf(t: TFunction<'memberfile'>, entry: Entry): string {
  const list = entry.words.join(t('listComma'))
  switch (entry.kind) {
    case 'change': {
      const fields = entry.words.map((field) => t(`timeline.field.${field}`, { defaultValue: t('timeline.field.other') }))
      const what = t(`timeline.change.${(entry.code ?? '').replace('.', '_')}`)
      return fields.length > 0 ? `${what}：${[...new Set(fields)].join(t('listComma'))}` : what
    }
    case 'consent':
      return `${t(`consent.purpose.${entry.words[0]}`)} · ${t(`consent.${entry.code}`)}`
    case 'freeze':
      return `${t(`timeline.${entry.code === 'lot.thaw' ? 'thawed' : 'frozen'}`)} ${list}`
    case 'transfer':
      return `${t(entry.code === 'transfer.out' ? 'timeline.given' : 'timeline.received')} ${list}`
    case 'shared': {
      const [name = '', ...lots] = entry.words
      return `${t(entry.code === 'lent' ? 'timeline.lent' : 'timeline.usedOf', { name })} ${lots.join(t('listComma'))}`
    }
    case 'card':
      return `${t(`timeline.card.${entry.code}`)} ${list}`
    case 'care':
      return `${list || t('timeline.step')} · ${t(`care.state.${entry.code}`)}`
    case 'merge':
      return t(`timeline.${entry.code === 'undone' ? 'unmerged' : 'merged'}`, { number: list })
    default:
      return list
  }
}
