import { ApartmentOutlined, FileTextOutlined, SafetyCertificateOutlined, UsergroupAddOutlined } from '@ant-design/icons'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../session/session-context.tsx'
import { useDesk } from './desk-context.tsx'
import styles from './pay.module.css'
import { outsideKinds } from './tenders.ts'
import type { PayingState } from './use-paying.ts'

const PayerDialog = lazy(() => import('./payer-dialog.tsx').then((m) => ({ default: m.PayerDialog })))
const AccountDialog = lazy(() => import('./account-dialog.tsx').then((m) => ({ default: m.AccountDialog })))
const UseDepositDialog = lazy(() => import('./use-deposit-dialog.tsx').then((m) => ({ default: m.UseDepositDialog })))
const SplitDialog = lazy(() => import('./split-dialog.tsx').then((m) => ({ default: m.SplitDialog })))

export type More = 'payer' | 'account' | 'useDeposit' | 'split'

const icons: Record<More, ReactNode> = {
  payer: <UsergroupAddOutlined aria-hidden="true" />,
  account: <FileTextOutlined aria-hidden="true" />,
  useDeposit: <SafetyCertificateOutlined aria-hidden="true" />,
  split: <ApartmentOutlined aria-hidden="true" />,
}

/** What this person may do beyond outside money, in the order of the keys. */
export function useMore(): readonly More[] {
  const maySeeDebts = useCan('read', 'Credit')
  const maySeeDeposits = useCan('read', 'Ticket')
  return ['payer', ...(maySeeDebts ? (['account'] as const) : []), ...(maySeeDeposits ? (['useDeposit'] as const) : []), 'split']
}

/** Other people's stored value, accounts, deposits, and sharing the bill. */
export function PayMore({ more }: { more: readonly More[] }) {
  const { t } = useTranslation('group')
  const { open } = useDesk()
  return (
    <div className={styles.more} role="toolbar" aria-label={t('more.label')}>
      {more.map((kind, index) => (
        <button key={kind} type="button" onClick={() => open({ kind })}>
          {icons[kind]} {t(`more.${kind}`)} <kbd>{outsideKinds.length + index + 1}</kbd>
        </button>
      ))}
    </div>
  )
}

/** A deposit lies here for the bill's member, and is not used yet: who forgets it pays twice. */
export function DepositNotice({ paying }: { paying: PayingState }) {
  const { t } = useTranslation('group')
  const { open } = useDesk()
  const notice = paying.plan?.notices.find((n) => n.code === 'deposit_open')
  if (!notice || paying.choice.some((row) => row.kind === 'deposit')) return null
  return (
    <div className={styles.offer}>
      <span>{t('deposit.open', notice.params)}</span>
      <button type="button" onClick={() => open({ kind: 'useDeposit' })}>
        {t('deposit.use')}
      </button>
    </div>
  )
}

/** The questions of a payment; they change its rows. */
export function PayDialogs({ paying }: { paying: PayingState }) {
  const { dialog } = useDesk()
  const shown = () => {
    switch (dialog?.kind) {
      case 'payer':
        return <PayerDialog paying={paying} />
      case 'account':
        return <AccountDialog paying={paying} />
      case 'useDeposit':
        return <UseDepositDialog paying={paying} />
      case 'split':
        return <SplitDialog paying={paying} />
      default:
        return null
    }
  }
  return <Suspense fallback={null}>{shown()}</Suspense>
}
