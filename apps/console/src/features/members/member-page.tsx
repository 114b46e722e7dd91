import { WarningFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import Popconfirm from 'antd/es/popconfirm'
import Tabs from 'antd/es/tabs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageBody, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { PageSkeleton } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { CardsTab } from '../cards/cards-tab.tsx'
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

export function MemberPage() {
  const { t } = useTranslation(['members', 'common'])
  const { memberId } = useParams({ from: '/shell/members/$memberId' })
  const member = useQuery(memberQuery(memberId))
  if (member.isPending) return <PageSkeleton />
  if (!member.data) {
    return (
      <PageBody width="narrow">
        <ProblemAlert error={member.error} action={<Button onClick={() => void member.refetch()}>{t('common:tryAgain')}</Button>} />
      </PageBody>
    )
  }
  return <MemberView key={memberId} member={member.data} />
}

function MemberView({ member }: { member: Member }) {
  const { t } = useTranslation(['members', 'common'])
  const [isEditing, setEditing] = useState(false)
  const mayEdit = useCan('update', 'Member')
  const maySell = useCan('sell', 'Ticket')
  return (
    <>
      <PageHeader
        title={member.name ?? member.number}
        about={
          <span className={styles.who}>
            <Tag tone="brand">{member.level.name}</Tag>
            {member.phone ?? t('common:member.noPhone')} · {member.number}
            {member.tags.map((tag) => (
              <Tag key={tag.id}>{tag.name}</Tag>
            ))}
            {!member.isActive && <Tag tone="attention">{t('inactive')}</Tag>}
          </span>
        }
      >
        {mayEdit && <Button onClick={() => setEditing(true)}>{t('edit')}</Button>}
        {maySell && <SellButtons memberId={member.id} />}
      </PageHeader>
      <PageBody>
        {member.allergies && (
          <div className={styles.allergy} role="alert">
            <WarningFilled aria-hidden="true" />
            {t('common:member.allergy')} {member.allergies}
          </div>
        )}
        <MemberTabs member={member} />
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
  const items = [
    ...(mayWallet
      ? [
          { key: 'owns', label: t('tab.owns'), children: <WalletView member={member} /> },
          { key: 'statement', label: t('tab.statement'), children: <Statement memberId={member.id} /> },
        ]
      : []),
    ...(mayTickets ? [{ key: 'tickets', label: t('tab.tickets'), children: <MemberTickets memberId={member.id} /> }] : []),
    ...(mayCards ? [{ key: 'cards', label: t('tab.cards'), children: <CardsTab memberId={member.id} /> }] : []),
    { key: 'about', label: t('tab.about'), children: <MemberAbout member={member} /> },
  ]
  return (
    <Tabs
      activeKey={tab ?? items[0]?.key ?? 'about'}
      onChange={(key) =>
        void navigate({
          to: '/members/$memberId',
          params: { memberId: member.id },
          search: { tab: key === 'statement' || key === 'tickets' || key === 'cards' || key === 'about' ? key : undefined },
          replace: true,
        })
      }
      destroyOnHidden
      items={items}
    />
  )
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
