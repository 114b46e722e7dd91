import Modal from 'antd/es/modal'
import { useTranslation } from 'react-i18next'
import { AccountList } from './account-list.tsx'
import { useAddRow } from './payer-dialog.tsx'
import type { Payment } from './use-payment.ts'

/** On account: that of somebody on the bill, or a company's. */
export function AccountDialog({ payment }: { payment: Payment }) {
  const { t } = useTranslation('group')
  const { storeId, memberId, lines, returned, close } = payment.scene
  const add = useAddRow(payment)
  const people = [...new Set([memberId, ...lines.map((l) => l.memberId)])].filter((id) => id !== null && id !== undefined)
  return (
    <Modal open title={t('account.title')} width={520} footer={null} onCancel={close}>
      <AccountList
        storeId={storeId}
        memberIds={people}
        returned={returned}
        onTake={(account) => add({ kind: 'on_account', ...account, fen: null })}
      />
    </Modal>
  )
}
