import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import styles from './accounts.module.css'
import { accountQuery } from './queries.ts'

/** What a member owes the shop, beside the name; nothing where nothing is owed. */
export function MemberDebt({ memberId }: { memberId: string }) {
  const { t } = useTranslation('accounts')
  const { store } = useWorkplace()
  const isAllowed = useCan('read', 'Credit')
  const account = useQuery({ ...accountQuery(memberId, store?.id ?? ''), enabled: isAllowed && store !== undefined }).data
  if (!isAllowed || !account || account.owedFen === 0) return null
  return (
    <Link to="/accounts/$accountId" params={{ accountId: memberId }} className={styles.chip}>
      {t('owes')} <Money fen={account.owedFen} />
    </Link>
  )
}

/** The way to what a member may owe, also where nothing is owed yet. */
export function MemberAccountLink({ memberId }: { memberId: string }) {
  const { t } = useTranslation('accounts')
  return (
    <Link to="/accounts/$accountId" params={{ accountId: memberId }}>
      {t('toAccount')}
    </Link>
  )
}
