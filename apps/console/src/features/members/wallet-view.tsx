import { WalletOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import Checkbox from 'antd/es/checkbox'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { Money } from '../../components/money.tsx'
import { Section } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { TermsNotice } from '../contracts/terms-notice.tsx'
import { TermsSigned } from '../contracts/terms-signed.tsx'
import { useCan } from '../session/session-context.tsx'
import { LotItem } from './lot-item.tsx'
import styles from './members.module.css'
import { walletQuery } from './queries.ts'

/** What the member owns: sums on top, then every lot it is made of; then whatever else lies with the shop. */
export function WalletView({ member, children }: { member: Schema<'Member'>; children?: ReactNode }) {
  const { t } = useTranslation(['members', 'common'])
  const [withEmpty, setWithEmpty] = useState(false)
  const mayAskBack = useCan('read', 'PrepaidRefund')
  const wallet = useQuery(walletQuery(member.id, withEmpty))
  if (wallet.isPending) return <Bones heights={[76, 56, 56, 56]} />
  if (!wallet.data) return <QueryProblem query={wallet} />
  const { balances, lots } = wallet.data
  const hasSessions = balances.passSessions > 0 || lots.every((lot) => lot.unit !== 'day')
  const worth = balances.passValueFen > 0 && (
    <>
      {t('worth')} <Money fen={balances.passValueFen} />
    </>
  )
  const unlimited = lots.filter((lot) => lot.unit === 'day' && lot.obstacle === null).length
  return (
    <div className={styles.main}>
      {!member.termsAccepted && <TermsNotice memberId={member.id} />}
      <div className={styles.tiles}>
        <Tile label={t('common:member.balance')} value={<Money fen={balances.principalFen} />} />
        <Tile
          label={t('common:member.bonus')}
          value={<Money fen={balances.bonusFen} />}
          note={
            balances.bonusLaterFen > 0 && (
              <>
                {t('bonusLater')} <Money fen={balances.bonusLaterFen} />
              </>
            )
          }
        />
        {unlimited > 0 && (
          <Tile label={t('unlimitedPasses')} value={t('passCount', { count: unlimited })} note={hasSessions ? undefined : worth} />
        )}
        {hasSessions && (
          <Tile
            label={t('common:member.sessions')}
            value={t('common:member.sessionsLeft', { count: balances.passSessions })}
            note={worth}
          />
        )}
        {balances.rebateFen !== 0 && <Tile label={t('common:member.rebate')} value={<Money fen={balances.rebateFen} />} />}
        {balances.points !== 0 && <Tile label={t('common:member.points')} value={String(balances.points)} />}
      </div>
      <Section
        title={t('lots')}
        note={t('lotsNote')}
        side={
          <>
            <Checkbox checked={withEmpty} onChange={(e) => setWithEmpty(e.target.checked)}>
              {t('withEmpty')}
            </Checkbox>
            {mayAskBack && lots.length > 0 && (
              <LinkButton to="/members/$memberId/prepaid-refund" params={{ memberId: member.id }}>
                {t('refundPrepaid')}
              </LinkButton>
            )}
          </>
        }
      >
        {lots.length === 0 ? (
          <EmptyState icon={<WalletOutlined aria-hidden="true" />} title={t('noLots')} hint={t('noLotsHint')} />
        ) : (
          <div className={styles.lots}>
            {lots.map((lot) => (
              <LotItem key={lot.id} lot={lot} memberId={member.id} />
            ))}
          </div>
        )}
      </Section>
      {children}
      <TermsSigned memberId={member.id} />
    </div>
  )
}

function Tile({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className={styles.tile}>
      <span>{label}</span>
      <strong>{value}</strong>
      {note && <span>{note}</span>}
    </div>
  )
}
