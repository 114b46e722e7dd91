import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/link-button.tsx'
import { Money } from '../../components/money.tsx'
import { PageBody, Section, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { PageSkeleton } from '../../components/skeletons.tsx'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { AccountForm } from './account-form.tsx'
import styles from './accounts.module.css'
import { roomOf } from './ages.ts'
import { CollectDialog } from './collect-dialog.tsx'
import { Debts } from './debts.tsx'
import { type Account, accountQuery } from './queries.ts'

export function AccountPage() {
  const { accountId } = useParams({ from: '/shell/accounts/$accountId' })
  const { store } = useWorkplace()
  const storeId = store?.id ?? ''
  const account = useQuery(accountQuery(accountId, storeId))
  if (account.isPending) return <PageSkeleton />
  if (!account.data) {
    return (
      <PageBody width="narrow">
        <QueryProblem query={account} />
      </PageBody>
    )
  }
  return <AccountView key={accountId} account={account.data} storeId={storeId} />
}

function AccountView({ account, storeId }: { account: Account; storeId: string }) {
  const { t } = useTranslation(['accounts', 'trade'])
  const [dialog, setDialog] = useState<'edit' | 'collect' | null>(null)
  const mayManage = useCan('manage', 'Credit')
  const mayCollect = useCan('sell', 'Ticket') && account.owedHereFen > 0
  return (
    <>
      <PageHeader
        title={account.name ?? account.memberNumber ?? '—'}
        about={
          <>
            <Tag tone="brand">{t(`kind.${account.kind}`)}</Tag> {!account.isActive && <Tag tone="attention">{t('shut')}</Tag>}{' '}
            {account.memberNumber}
          </>
        }
      >
        {account.kind === 'member' && (
          <LinkButton to="/members/$memberId" params={{ memberId: account.id }} search={{}}>
            {t('memberPage')}
          </LinkButton>
        )}
        {mayManage && <Button onClick={() => setDialog('edit')}>{t('edit.button')}</Button>}
        {mayCollect && (
          <Button type="primary" onClick={() => setDialog('collect')}>
            {t('collect.button')}
          </Button>
        )}
      </PageHeader>
      <PageBody>
        <Figures account={account} />
        {account.note && <p className={styles.soft}>{account.note}</p>}
        <Section title={t('debts.title')} note={t('debts.note')}>
          <Debts account={account} />
        </Section>
      </PageBody>
      {dialog === 'edit' && <AccountForm account={account} storeId={storeId} onClose={() => setDialog(null)} />}
      {dialog === 'collect' && <CollectDialog account={account} onClose={() => setDialog(null)} />}
    </>
  )
}

function Figures({ account }: { account: Account }) {
  const { t } = useTranslation('accounts')
  return (
    <div className={styles.tiles}>
      <Tile label={t('owedHere')} isMain note={account.owedFen !== account.owedHereFen && t('owedElsewhere', { fen: account.owedFen })}>
        <Money fen={account.owedHereFen} size="huge" />
      </Tile>
      <Tile label={t('limit')} note={account.kind === 'member' && t(account.hasOwnLimit ? 'limitOwn' : 'limitBrand')}>
        <Money fen={account.limitFen} size="large" />
      </Tile>
      <Tile label={t('room')} note={!account.isActive && t('roomShut')}>
        <Money fen={roomOf(account)} size="large" />
      </Tile>
    </div>
  )
}

function Tile({ label, note, isMain = false, children }: { label: string; note?: ReactNode; isMain?: boolean; children: ReactNode }) {
  return (
    <div className={isMain ? `${styles.tile} ${styles.owed}` : styles.tile}>
      <span>{label}</span>
      <strong>{children}</strong>
      {note && <small>{note}</small>}
    </div>
  )
}
