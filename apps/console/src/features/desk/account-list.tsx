import { ShopOutlined, UserOutlined } from '@ant-design/icons'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { TextField } from '../../components/inputs.tsx'
import { Money } from '../../components/money.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { accountQuery } from '../accounts/queries.ts'
import styles from './group.module.css'
import type { Account as Charged } from './pay-choice.ts'
import { companiesQuery } from './queries.ts'
import type { Returned } from './use-payment.ts'

type Account = Pick<Schema<'CreditAccount'>, 'id' | 'kind' | 'name' | 'memberNumber' | 'limitFen' | 'owedFen' | 'isActive'>

/** Accounts shown before one has to type a name. */
const SHOWN = 30

interface AccountListProps {
  storeId: string
  /** Whose own accounts stand first. */
  memberIds: readonly string[]
  isLeftOut?: (accountId: string) => boolean
  /** What the same act takes off some of the debts. */
  returned?: readonly Returned[]
  onTake: (account: Charged) => void
}

/** Accounts that may be charged: those of these people, then companies'; how much each may owe still. */
export function AccountList({ storeId, memberIds, isLeftOut = () => false, returned = [], onTake }: AccountListProps) {
  const { t } = useTranslation(['group', 'common'])
  const returnedTo = (id: string) => returned.find((r) => r.kind === 'on_account' && r.id === id)?.fen ?? 0
  const [typed, setTyped] = useState('')
  const own = useQueries({ queries: memberIds.map((id) => ({ ...accountQuery(id, storeId), staleTime: 0 })) })
  const asked = useDebounced(typed.trim(), 150)
  const companies = useQuery({ ...companiesQuery(storeId, asked), placeholderData: keepPreviousData })
  const error = companies.error ?? own.find((q) => q.error)?.error
  const known: Account[] = [...own.flatMap((q) => (q.data ? [q.data] : [])), ...(companies.data ?? []).slice(0, SHOWN)]
  const accounts = known.filter((a) => !isLeftOut(a.id)).map((a) => ({ ...a, owedFen: a.owedFen - returnedTo(a.id) }))
  const isPending = companies.isPending || own.some((q) => q.isPending)
  return (
    <div className={styles.stack}>
      <ProblemAlert
        error={error}
        action={
          <Button onClick={() => void Promise.all([companies.refetch(), ...own.map((q) => q.refetch())])}>{t('common:tryAgain')}</Button>
        }
      />
      {(companies.data?.length ?? 0) > 6 && (
        <TextField label={t('account.find')} value={typed} onChange={setTyped} autoFocus maxLength={60} />
      )}
      {isPending ? (
        <Bones heights={[60, 60, 60]} />
      ) : (
        <div className={styles.sources}>
          {accounts.map((account) => (
            <AccountButton
              key={account.id}
              isFirst={account === accounts.find((a) => leftOf(a) > 0)}
              account={account}
              onTake={(leftFen) => onTake({ id: account.id, name: account.name ?? account.memberNumber ?? '', leftFen })}
            />
          ))}
        </div>
      )}
      {!isPending && !error && accounts.length === 0 && <EmptyState title={t('account.none')} hint={t('account.noneHint')} />}
      <div className={styles.odd}>{t('account.about')}</div>
    </div>
  )
}

function leftOf({ isActive, limitFen, owedFen }: Account): number {
  return isActive ? Math.max(0, limitFen - owedFen) : 0
}

interface AccountButtonProps {
  account: Account
  isFirst: boolean
  onTake: (leftFen: number) => void
}

function AccountButton({ account, isFirst, onTake }: AccountButtonProps) {
  const { t } = useTranslation('group')
  const leftFen = leftOf(account)
  return (
    <button
      type="button"
      className={styles.source}
      // biome-ignore lint/a11y/noAutofocus: the first that may be charged is what was asked for
      autoFocus={isFirst}
      disabled={leftFen === 0}
      onClick={() => onTake(leftFen)}
    >
      <span className={styles.icon} aria-hidden="true">
        {account.kind === 'company' ? <ShopOutlined /> : <UserOutlined />}
      </span>
      <span className={styles.choiceText}>
        <strong className="yb-truncate">{account.name ?? account.memberNumber}</strong>
        <span>
          {account.isActive
            ? account.limitFen === 0
              ? t('account.noLimit')
              : t('account.figures', { limitFen: account.limitFen, owedFen: account.owedFen })
            : t('account.shut')}
        </span>
      </span>
      <span className={styles.left}>
        <Money fen={leftFen} tone="strong" />
        <span>{t('account.left')}</span>
      </span>
    </button>
  )
}
