import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import AntApp from 'antd/es/app'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Radio from 'antd/es/radio'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { useTill } from '../printing/till-printing.ts'
import { useDesk } from './desk-context.tsx'
import styles from './dialogs.module.css'

const reasons = ['change', 'float', 'count', 'other'] as const

/** Opens the cash drawer without a sale: somebody says why, and it is kept. */
export function DrawerDialog() {
  const { t } = useTranslation(['desk', 'printing'])
  const { storeId, close } = useDesk()
  const { message } = AntApp.useApp()
  const queryClient = useQueryClient()
  const till = useTill(storeId)
  const [reason, setReason] = useState<(typeof reasons)[number]>('change')
  const [note, setNote] = useState('')
  const isGood = reason !== 'other' || note.trim() !== ''
  const open = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/drawer-openings', {
          body: { storeId, reason, note: note.trim(), ...(till.printerId ? { printerId: till.printerId } : {}) },
        }),
      ),
    onSuccess: () => {
      for (const key of ['drawer-openings', 'print-jobs']) void queryClient.invalidateQueries({ queryKey: [key] })
      close()
      void message.success(t('drawer.done'))
    },
  })
  if (!till.printer?.hasDrawer) {
    return (
      <Modal open title={t('command.drawer')} width={420} footer={null} onCancel={close}>
        {t('drawer.none')}
      </Modal>
    )
  }
  const submit = () => {
    if (isGood && !open.isPending) open.mutate()
  }
  return (
    <Modal
      open
      title={t('command.drawer')}
      width={420}
      okText={t('drawer.do')}
      okButtonProps={{ disabled: !isGood, autoFocus: true }}
      confirmLoading={open.isPending}
      onCancel={close}
      onOk={submit}
    >
      <div className={styles.stack}>
        <Radio.Group
          vertical
          aria-label={t('drawer.why')}
          value={reason}
          onChange={(e) => setReason(e.target.value)}
          options={reasons.map((value) => ({ value, label: t(`printing:drawerReason.${value}`) }))}
        />
        <Field label={t('drawer.note')} note={t('drawer.logged')}>
          {({ status: _, ...control }) => (
            <Input {...control} value={note} maxLength={200} onChange={(e) => setNote(e.target.value)} onPressEnter={submit} />
          )}
        </Field>
        <ProblemAlert error={open.error} />
      </div>
    </Modal>
  )
}
