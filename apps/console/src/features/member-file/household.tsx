import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Popconfirm from 'antd/es/popconfirm'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { MemberSelect } from '../../components/member-select.tsx'
import { Section, Tag } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { formatFen } from '../../lib/money.ts'
import type { Schema } from '../../lib/schema.ts'
import { useCan } from '../session/session-context.tsx'
import { HouseholdUses } from './household-uses.tsx'
import { LimitsForm } from './limits-form.tsx'
import styles from './member-file.module.css'
import { householdQuery } from './queries.ts'

type Household = Schema<'Household'>
type Person = Household['members'][number]

/** Who shares with whom, and how much of it a day. */
export function HouseholdView({ memberId }: { memberId: string }) {
  const { t } = useTranslation('memberfile')
  const found = useQuery(householdQuery(memberId))
  const queryClient = useQueryClient()
  const mayEdit = useCan('update', 'Member')
  const begin = useMutation({
    mutationFn: () => answer(api.POST('/api/households', { body: { ownerId: memberId } })),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['household'] }),
  })
  if (found.isPending) return <Bones heights={[56, 56]} />
  if (!found.data) return <QueryProblem query={found} />
  const { household } = found.data
  if (household) return <HouseholdCard household={household} memberId={memberId} mayEdit={mayEdit} />
  return (
    <>
      <ProblemAlert error={begin.error} />
      <EmptyState
        title={t('household.none')}
        hint={t('household.noneHint')}
        action={
          mayEdit && (
            <Button loading={begin.isPending} onClick={() => begin.mutate()}>
              {t('household.begin')}
            </Button>
          )
        }
      />
    </>
  )
}

function HouseholdCard({ household, memberId, mayEdit }: { household: Household; memberId: string; mayEdit: boolean }) {
  const { t } = useTranslation('memberfile')
  const queryClient = useQueryClient()
  const [isLimiting, setLimiting] = useState(false)
  const renew = () => void queryClient.invalidateQueries({ queryKey: ['household'] })
  const add = useMutation({
    mutationFn: (newId: string) =>
      answer(
        api.POST('/api/households/{householdId}/members', { params: { path: { householdId: household.id } }, body: { memberId: newId } }),
      ),
    onSuccess: renew,
  })
  const mayRead = useCan('read', 'Wallet')
  const note = limitsText(t, household) || t('household.noLimit')
  return (
    <Section
      title={t('household.title')}
      note={t('household.limitOfAll', { limits: note })}
      side={
        mayEdit && (
          <Button size="small" onClick={() => setLimiting(true)}>
            {t('household.setLimits')}
          </Button>
        )
      }
      card
    >
      <ul className={styles.rows}>
        {household.members.map((person) => (
          <PersonRow key={person.memberId} person={person} household={household} isSelf={person.memberId === memberId} mayEdit={mayEdit} />
        ))}
      </ul>
      {mayEdit && (
        <div className={styles.acts} style={{ paddingTop: 12 }}>
          {/* Whoever was chosen is in the list now; the field is empty for the next. */}
          <MemberSelect
            key={household.members.length}
            value={undefined}
            onChange={(id) => id && add.mutate(id)}
            label={t('household.add')}
          />
        </div>
      )}
      <ProblemAlert error={add.error} />
      {mayRead && <HouseholdUses householdId={household.id} />}
      {isLimiting && (
        <LimitsForm
          title={t('household.setLimits')}
          note={t('household.allNote')}
          limits={household}
          onClose={() => setLimiting(false)}
          save={(limits) =>
            answer(
              api.PATCH('/api/households/{householdId}', {
                params: { path: { householdId: household.id } },
                body: limits,
                headers: { 'If-Match': `"${household.version}"` },
              }),
            )
          }
        />
      )}
    </Section>
  )
}

type Limits = Pick<Person, 'dailyLimitFen' | 'monthlyLimitFen' | 'dailyLimitSessions'>

function limitsText(t: TFunction, limits: Limits): string {
  const parts = [
    limits.dailyLimitFen === null ? '' : t('memberfile:household.perDayMoney', { amount: formatFen(limits.dailyLimitFen) }),
    limits.monthlyLimitFen === null ? '' : t('memberfile:household.perMonthMoney', { amount: formatFen(limits.monthlyLimitFen) }),
    limits.dailyLimitSessions === null ? '' : t('memberfile:household.perDaySessions', { count: limits.dailyLimitSessions }),
  ]
  return parts.filter(Boolean).join(t('memberfile:listComma'))
}

interface PersonRowProps {
  person: Person
  household: Household
  isSelf: boolean
  mayEdit: boolean
}

function PersonRow({ person, household, isSelf, mayEdit }: PersonRowProps) {
  const { t } = useTranslation(['memberfile', 'common'])
  const queryClient = useQueryClient()
  const [isLimiting, setLimiting] = useState(false)
  const path = { householdId: household.id, memberId: person.memberId }
  const renew = () => void queryClient.invalidateQueries({ queryKey: ['household'] })
  const remove = useMutation({
    mutationFn: () => answer(api.DELETE('/api/households/{householdId}/members/{memberId}', { params: { path } })),
    onSuccess: renew,
  })
  const change = (body: Schema<'HouseholdMemberChange'>) =>
    answer(api.PATCH('/api/households/{householdId}/members/{memberId}', { params: { path }, body }))
  const turn = useMutation({ mutationFn: () => change({ role: person.role === 'owner' ? 'user' : 'owner' }), onSuccess: renew })
  const share = useMutation({ mutationFn: () => change({ isSharing: !person.isSharing }), onSuccess: renew })
  const name = person.name ?? person.number
  return (
    <li>
      <div className={styles.rowWords}>
        <strong>
          {isSelf ? (
            name
          ) : (
            <Link to="/members/$memberId" params={{ memberId: person.memberId }} search={{ tab: 'family' }}>
              {name}
            </Link>
          )}
        </strong>
        <span>{[person.number, limitsText(t, person)].filter(Boolean).join(' · ')}</span>
      </div>
      <Tag tone={person.role === 'owner' ? 'brand' : 'neutral'}>{t(`household.role.${person.role}`)}</Tag>
      {person.role === 'owner' && !person.isSharing && <Tag tone="attention">{t('household.stopped')}</Tag>}
      {mayEdit && (
        <div className={styles.acts}>
          {person.role === 'owner' && (
            <Button size="small" loading={share.isPending} onClick={() => share.mutate()}>
              {t(person.isSharing ? 'household.stop' : 'household.resume')}
            </Button>
          )}
          <Button size="small" onClick={() => setLimiting(true)}>
            {t('household.limits')}
          </Button>
          <Button size="small" loading={turn.isPending} onClick={() => turn.mutate()}>
            {t(person.role === 'owner' ? 'household.makeUser' : 'household.makeOwner')}
          </Button>
          <Popconfirm
            title={t('household.removeAsk', { name })}
            okText={t('household.remove')}
            cancelText={t('common:cancel')}
            onConfirm={() => remove.mutate()}
          >
            <Button size="small" type="text" loading={remove.isPending}>
              {t('household.remove')}
            </Button>
          </Popconfirm>
        </div>
      )}
      <ProblemAlert error={remove.error ?? turn.error ?? share.error} />
      {isLimiting && (
        <LimitsForm title={name} note={t('household.ownNote')} limits={person} onClose={() => setLimiting(false)} save={change} />
      )}
    </li>
  )
}
