import type { CartLine } from '@yunbin/api-client'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk-context.tsx'

export function QuantityDialog({ line }: { line: CartLine }) {
  const { t } = useTranslation('desk')
  const { dispatch, close } = useDesk()
  const [text, setText] = useState('')
  const quantity = Number(text)
  const isGood = Number.isInteger(quantity) && quantity >= 1 && quantity <= 999
  const apply = () => {
    if (!isGood) return
    dispatch({ type: 'quantity', key: line.key, quantity })
    close()
  }
  return (
    <Modal open title={t('command.quantity')} width={320} onCancel={close} onOk={apply} okButtonProps={{ disabled: !isGood }}>
      <Input
        size="large"
        inputMode="numeric"
        aria-label={t('command.quantity')}
        autoFocus
        placeholder={String(line.quantity ?? 1)}
        value={text}
        maxLength={3}
        onChange={(e) => setText(e.target.value.replace(/\D/g, ''))}
        onPressEnter={apply}
      />
    </Modal>
  )
}
