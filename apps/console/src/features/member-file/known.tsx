import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { Facts, Tag } from '../../components/page-body.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { MemberAccountLink } from '../accounts/member-debt.tsx'
import { BirthdayText } from '../members/birthday-text.tsx'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { valueWords } from './custom-values.tsx'
import styles from './member-file.module.css'
import { PhotoBox } from './photo-box.tsx'
import { customFieldsQuery } from './queries.ts'

type Member = Schema<'Member'>

/** Beside everything else: the photo, what they like and what must not touch them, and who they are. */
export function Known({ member }: { member: Member }) {
  const { t, i18n } = useTranslation(['memberfile', 'members', 'accounts'])
  const { session } = useWorkplace()
  const fields = useQuery(customFieldsQuery('member'))
  const seesCredit = useCan('read', 'Credit')
  const own = (fields.data?.items ?? []).flatMap((field) => {
    const value = member.fields[field.id]
    return value === undefined ? [] : [{ key: field.id, label: field.label, value: valueWords(t, field, value) }]
  })
  return (
    <aside className={styles.known} aria-label={t('known')}>
      <PhotoBox member={member} />
      <Likes title={t('members:preferences')} words={member.preferences} empty={t('noPreferences')} />
      <Likes title={t('members:notes')} words={member.notes} />
      <Facts
        facts={[
          { key: 'birthday', label: t('members:birthday'), value: <BirthdayText birthday={member.birthday} /> },
          { key: 'adviser', label: t('adviser'), value: member.adviser?.name ?? '—' },
          ...own,
          seesCredit && { key: 'credit', label: t('accounts:account'), value: <MemberAccountLink memberId={member.id} /> },
          { key: 'store', label: t('members:homeStore'), value: session.stores.find((s) => s.id === member.homeStoreId)?.name ?? '—' },
          { key: 'since', label: t('members:since'), value: timeText(member.createdAt, i18n.language) },
        ]}
      />
      {member.tags.length > 0 && (
        <div className={styles.tags}>
          {member.tags.map((tag) => (
            <MemberTag key={tag.id} tag={tag} />
          ))}
        </div>
      )}
    </aside>
  )
}

/** How often they come and what they spend, as of last night. */
export function Figures({ member }: { member: Member }) {
  const { t } = useTranslation('memberfile')
  if (member.visits === null) return null
  return (
    <section className={styles.figures} title={t('figures.note')} aria-label={t('figures.title')}>
      <Figure label={t('figures.visits')}>{t('figures.times', { count: member.visits })}</Figure>
      {member.spendFen !== null && (
        <Figure label={t('figures.spend')}>
          <Money fen={member.spendFen} />
        </Figure>
      )}
      <Figure label={t('figures.lastVisit')}>{member.lastVisitOn ?? '—'}</Figure>
      <Figure label={t('adviser')}>{member.adviser?.name ?? '—'}</Figure>
    </section>
  )
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <span>{label}</span>
      <strong>{children}</strong>
    </div>
  )
}

/** A tag; one that a rule gives says so, as nobody can take it off by hand. */
export function MemberTag({ tag }: { tag: Schema<'Tag'> }) {
  const { t } = useTranslation('memberfile')
  return (
    <Tag tone={tag.isAuto ? 'brand' : 'neutral'} title={tag.isAuto ? t('autoTagNote') : undefined}>
      {tag.isAuto ? `${t('autoMark')} ${tag.name}` : tag.name}
    </Tag>
  )
}

function Likes({ title, words, empty }: { title: string; words: string; empty?: string }) {
  if (!words && !empty) return null
  return (
    <div className={styles.likes}>
      <h2>{title}</h2>
      <p className={words ? undefined : styles.soft}>{words || empty}</p>
    </div>
  )
}
