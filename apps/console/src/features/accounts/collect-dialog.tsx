import Modal from 'antd/es/modal'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyField } from '../../components/inputs.tsx'
import { formatFenShort, parseYuan } from '../../lib/money.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import styles from './accounts.module.css'
import type { Account } from './queries.ts'
import { useSettle } from './use-settle.ts'

/** How much of what is owed here is paid now; the desk takes the money as for any bill. */
export function CollectDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation(['accounts', 'common'])
  const { settle, isTaken } = useSettle(account)
  const [text, setText] = useState(() => String(account.owedHereFen / 100))
  const errors = useFieldErrors(null)
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    const fen = parseYuan(text)
    const isWell = errors.check({
      amount:
        fen === null || fen < 1
          ? t('common:amountWrong')
          : fen > account.owedHereFen && t('collect.tooMuch', { amount: formatFenShort(account.owedHereFen) }),
    })
    if (isWell && fen !== null && !isTaken) settle(fen)
  }
  return (
    <Modal
      open
      title={t('collect.title', { name: account.name ?? account.memberNumber ?? '—' })}
      width={420}
      okText={t('collect.toDesk')}
      okButtonProps={{ disabled: isTaken }}
      onOk={() => submit()}
      onCancel={onClose}
    >
      <form ref={errors.form} className={styles.stack} onSubmit={submit} noValidate>
        <p className={styles.soft}>{t(isTaken ? 'collect.deskTaken' : 'collect.about')}</p>
        <MoneyField label={t('collect.amount')} autoFocus value={text} error={errors.of('amount')} onChange={setText} />
      </form>
    </Modal>
  )
}
