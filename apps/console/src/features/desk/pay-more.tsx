import { ApartmentOutlined, FileTextOutlined, SafetyCertificateOutlined, UsergroupAddOutlined } from '@ant-design/icons'
import Button from 'antd/es/button'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../session/session-context.tsx'
import styles from './pay.module.css'
import { type Remedy, withRow } from './pay-choice.ts'
import { idOf, outsideKinds } from './tenders.ts'
import type { More, Payment } from './use-payment.ts'

const PayerDialog = lazy(() => import('./payer-dialog.tsx').then((m) => ({ default: m.PayerDialog })))
const AccountDialog = lazy(() => import('./account-dialog.tsx').then((m) => ({ default: m.AccountDialog })))
const UseDepositDialog = lazy(() => import('./use-deposit-dialog.tsx').then((m) => ({ default: m.UseDepositDialog })))

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
export function PayMore({ payment, more }: { payment: Payment; more: readonly More[] }) {
  const { t } = useTranslation('group')
  const { open } = payment.scene
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

/** A deposit lies here for the bill's member, or has just come back, and is not used yet: who forgets it pays twice. */
export function DepositNotice({ payment }: { payment: Payment }) {
  const { t } = useTranslation('group')
  const { plan, choice, setChoice, scene } = payment
  const back = scene.returned.filter((r) => r.kind === 'deposit' && !choice.some((row) => idOf(row) === `deposit ${r.id}`))
  const notice = plan?.notices.find((n) => n.code === 'deposit_open')
  return (
    <>
      {back.map(({ kind: _, fen, ...source }) => (
        <div key={source.id} className={styles.offer}>
          <span>{t('deposit.back', { name: source.name, fen })}</span>
          <button type="button" onClick={() => setChoice(withRow(choice, { kind: 'deposit', ...source, leftFen: fen, fen: null }))}>
            {t('deposit.use')}
          </button>
        </div>
      ))}
      {notice && !choice.some((row) => row.kind === 'deposit') && (
        <div className={styles.offer}>
          <span>{t('deposit.open', notice.params)}</span>
          <button type="button" onClick={() => scene.open({ kind: 'useDeposit' })}>
            {t('deposit.use')}
          </button>
        </div>
      )}
    </>
  )
}

/** A row that asked too much takes what there is. */
export function RemedyButton({ payment, remedy }: { payment: Payment; remedy: Remedy }) {
  const { t } = useTranslation('group')
  return (
    <Button onClick={() => payment.setChoice(remedy.choice)}>{remedy.fen > 0 ? t('row.take', { fen: remedy.fen }) : t('row.dont')}</Button>
  )
}

/** The questions of a payment; they change its rows. */
export function PayDialogs({ payment }: { payment: Payment }) {
  const shown = () => {
    switch (payment.scene.dialog?.kind) {
      case 'payer':
        return <PayerDialog payment={payment} />
      case 'account':
        return <AccountDialog payment={payment} />
      case 'useDeposit':
        return <UseDepositDialog payment={payment} />
      default:
        return null
    }
  }
  return <Suspense fallback={null}>{shown()}</Suspense>
}
