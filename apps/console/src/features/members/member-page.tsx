import { WarningFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import Popconfirm from 'antd/es/popconfirm'
import Tabs from 'antd/es/tabs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/link-button.tsx'
import { MemberAvatar } from '../../components/member-avatar.tsx'
import { PageBody, Section, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { PageSkeleton } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { MemberDebt } from '../accounts/member-debt.tsx'
import { CardsTab } from '../cards/cards-tab.tsx'
import { MemberDeposits } from '../deposits/member-deposits.tsx'
import { Care } from '../member-file/care.tsx'
import { HouseholdView } from '../member-file/household.tsx'
import { Figures, Known } from '../member-file/known.tsx'
import file from '../member-file/member-file.module.css'
import { MergeNotices } from '../member-file/merges.tsx'
import { PhoneReveal } from '../member-file/phone-reveal.tsx'
import { Timeline } from '../member-file/timeline.tsx'
import { useCan } from '../session/session-context.tsx'
import { EditMember } from './edit-member.tsx'
import { MemberAbout } from './member-about.tsx'
import { MemberTickets } from './member-tickets.tsx'
import styles from './members.module.css'
import { memberQuery } from './queries.ts'
import { Statement } from './statement.tsx'
import { useOpenDesk } from './use-open-desk.ts'
import { WalletView } from './wallet-view.tsx'

type Member = Schema<'Member'>

/** What the address may name; the first tab goes without. */
export const memberTabs = ['timeline', 'statement', 'tickets', 'cards', 'care', 'family', 'about'] as const

export function MemberPage() {
  const { memberId } = useParams({ from: '/shell/members/$memberId' })
  const member = useQuery(memberQuery(memberId))
  if (member.isPending) return <PageSkeleton />
  if (!member.data) {
    return (
      <PageBody width="narrow">
        <QueryProblem query={member} />
      </PageBody>
    )
  }
  return <MemberView key={memberId} member={member.data} />
}

function MemberView({ member }: { member: Member }) {
  const { t } = useTranslation(['members', 'common', 'accounts', 'cards', 'contracts', 'deposits', 'memberfile', 'tickets', 'trade'])
  const [isEditing, setEditing] = useState(false)
  const mayEdit = useCan('update', 'Member')
  const maySell = useCan('sell', 'Ticket')
  const mayMerge = useCan('merge', 'Member')
  // A record that was merged into another is looked at, no more.
  const isWhole = member.mergedInto === null
  return (
    <>
      <PageHeader
        title={member.name ?? member.number}
        about={
          <span className={styles.who}>
            <span className={file.face}>
              <MemberAvatar member={member} />
            </span>
            <Tag tone="brand">{member.level.name}</Tag>
            <PhoneReveal memberId={member.id} phone={member.phone} />
            {member.number}
            <MemberDebt memberId={member.id} />
            {!member.isActive && <Tag tone="attention">{t('inactive')}</Tag>}
          </span>
        }
      >
        {mayMerge && isWhole && (
          <LinkButton to="/members/merge" search={{ survivorId: member.id }}>
            {t('merge')}
          </LinkButton>
        )}
        {mayEdit && isWhole && <Button onClick={() => setEditing(true)}>{t('edit')}</Button>}
        {maySell && isWhole && <SellButtons memberId={member.id} />}
      </PageHeader>
      <PageBody>
        <MergeNotices member={member} />
        {member.allergies && (
          <div className={styles.allergy} role="alert">
            <WarningFilled aria-hidden="true" />
            {t('common:member.allergy')} {member.allergies}
          </div>
        )}
        <div className={file.page}>
          <div className={file.main}>
            <Figures member={member} />
            <MemberTabs member={member} />
          </div>
          <Known member={member} />
        </div>
      </PageBody>
      {isEditing && <EditMember member={member} onClose={() => setEditing(false)} />}
    </>
  )
}

function MemberTabs({ member }: { member: Member }) {
  const { t } = useTranslation('members')
  const { tab } = useSearch({ from: '/shell/members/$memberId' })
  const navigate = useNavigate()
  const mayWallet = useCan('read', 'Wallet')
  const mayTickets = useCan('read', 'Ticket')
  const mayCards = useCan('read', 'Card')
  const mayCare = useCan('care', 'Member')
  const items = [
    ...(mayWallet ? [{ key: 'owns', label: t('tab.owns'), children: <Owned member={member} /> }] : []),
    { key: 'timeline', label: t('tab.timeline'), children: <Timeline memberId={member.id} /> },
    ...(mayWallet ? [{ key: 'statement', label: t('tab.statement'), children: <Statement memberId={member.id} /> }] : []),
    ...(mayTickets ? [{ key: 'tickets', label: t('tab.tickets'), children: <MemberTickets memberId={member.id} /> }] : []),
    ...(mayCards ? [{ key: 'cards', label: t('tab.cards'), children: <CardsTab memberId={member.id} /> }] : []),
    ...(mayCare ? [{ key: 'care', label: t('tab.care'), children: <Care member={member} /> }] : []),
    ...(mayWallet ? [{ key: 'family', label: t('tab.family'), children: <HouseholdView memberId={member.id} /> }] : []),
    { key: 'about', label: t('tab.about'), children: <MemberAbout member={member} /> },
  ]
  return (
    <Tabs
      activeKey={tab ?? items[0]?.key ?? 'about'}
      onChange={(key) =>
        void navigate({
          to: '/members/$memberId',
          params: { memberId: member.id },
          search: { tab: memberTabs.find((tab) => tab === key) },
          replace: true,
        })
      }
      destroyOnHidden
      items={items}
    />
  )
}

/** What they own, under every record of theirs. */
function Owned({ member }: { member: Member }) {
  const { t } = useTranslation('members')
  return (
    <div className={file.stack}>
      <WalletView member={member}>
        <MemberDeposits memberId={member.id} />
      </WalletView>
      {member.merged.map((record) => (
        <Section key={record.id} title={t('ownedUnder', { number: record.number })} note={t('ownedUnderNote')}>
          <MergedWallet memberId={record.id} />
        </Section>
      ))}
    </div>
  )
}

function MergedWallet({ memberId }: { memberId: string }) {
  const record = useQuery(memberQuery(memberId))
  return record.data ? <WalletView member={record.data} /> : <QueryProblem query={record} />
}

/** The desk takes it from here: whatever a member buys is a line of a bill. */
function SellButtons({ memberId }: { memberId: string }) {
  const { t } = useTranslation(['members', 'common'])
  const { open, isTaken } = useOpenDesk(memberId)
  const button = (label: string, type?: 'primary') =>
    isTaken ? (
      <Popconfirm
        title={t('deskTaken')}
        description={t('deskTakenHint')}
        okText={t('goToDesk')}
        cancelText={t('common:cancel')}
        onConfirm={open}
      >
        <Button type={type}>{label}</Button>
      </Popconfirm>
    ) : (
      <Button type={type} onClick={open}>
        {label}
      </Button>
    )
  return (
    <>
      {button(t('topUp'))}
      {button(t('sellPass'))}
      {button(t('openBill'), 'primary')}
    </>
  )
}
