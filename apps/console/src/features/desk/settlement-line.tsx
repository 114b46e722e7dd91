import { useQuery } from '@tanstack/react-query'
import type { CartLine } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyField } from '../../components/inputs.tsx'
import { parseYuan } from '../../lib/money.ts'
import { accountQuery } from '../accounts/queries.ts'
import { useCan } from '../session/session-context.tsx'
import { useDesk } from './desk-context.tsx'
import styles from './ticket.module.css'

/** A line that pays a debt: whose, and how much of it is left. */
export function SettlementNote({ accountId, debtId }: Pick<CartLine, 'debtId'> & { accountId: string }) {
  const { t } = useTranslation('desk')
  const { storeId } = useDesk()
  const account = useQuery({ ...accountQuery(accountId, storeId), enabled: useCan('read', 'Credit') }).data
  if (!account) return null
  const pass = account.receivables.find((r) => r.id === debtId)
  return (
    <div className={styles.notes}>
      <span className={styles.passNote}>
        {pass?.pass
          ? t('settlement.ofPass', { name: pass.pass.name, owedFen: pass.openFen })
          : t('settlement.of', { name: account.name ?? account.memberNumber ?? '—', owedFen: account.owedHereFen })}
      </span>
    </div>
  )
}

export function SettlementTool({ lineKey }: { lineKey: string }) {
  const { t } = useTranslation('desk')
  const { open } = useDesk()
  return <Button onClick={() => open({ kind: 'settlement', key: lineKey })}>{t('settlement.change')}</Button>
}

/** Another amount of the debt; the server says no where it is more than what is owed. */
export function SettlementDialog({ line }: { line: CartLine }) {
  const { t } = useTranslation('desk')
  const { dispatch, close } = useDesk()
  const [text, setText] = useState(() => String((line.amountFen ?? 0) / 100))
  const fen = parseYuan(text)
  const { accountId, debtId } = line
  const isGood = fen !== null && fen >= 1 && accountId !== undefined
  const apply = (event?: FormEvent) => {
    event?.preventDefault()
    if (!isGood) return
    dispatch({ type: 'settle', accountId, debtId, amountFen: fen, memberId: null })
    close()
  }
  return (
    <Modal open title={t('settlement.change')} width={360} onCancel={close} onOk={() => apply()} okButtonProps={{ disabled: !isGood }}>
      <form onSubmit={apply} noValidate>
        <MoneyField label={t('settlement.amount')} autoFocus value={text} onChange={setText} />
      </form>
    </Modal>
  )
}
