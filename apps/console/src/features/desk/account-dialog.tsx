import Modal from 'antd/es/modal'
import { useTranslation } from 'react-i18next'
import { AccountList } from './account-list.tsx'
import { useDesk } from './desk-context.tsx'
import { useAddRow } from './payer-dialog.tsx'
import type { PayingState } from './use-paying.ts'

/** On account: that of somebody on the bill, or a company's. */
export function AccountDialog({ paying }: { paying: PayingState }) {
  const { t } = useTranslation('group')
  const { state, close } = useDesk()
  const add = useAddRow(paying)
  const people = [...new Set([state.memberId, ...state.lines.map((l) => l.memberId)])].filter((id) => id !== null && id !== undefined)
  return (
    <Modal open title={t('account.title')} width={520} footer={null} onCancel={close}>
      <AccountList memberIds={people} onTake={(account) => add({ kind: 'on_account', ...account, fen: null })} />
    </Modal>
  )
}
