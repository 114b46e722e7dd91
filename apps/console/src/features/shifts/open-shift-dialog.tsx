import { useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyField } from '../../components/inputs.tsx'
import { Money } from '../../components/money.tsx'
import { Facts } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { parseYuan } from '../../lib/money.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import { forgetShifts } from './queries.ts'
import styles from './shifts.module.css'
import type { Till } from './use-drawer.ts'

interface Props {
  storeId: string
  /** Null before the store's first till was made. */
  till: Till | null
  onClose: () => void
}

/** Opening a shift: the first at a till says what is in the drawer, every later one begins with what was left. */
export function OpenShiftDialog(props: Props) {
  const { t } = useTranslation('shifts')
  return (
    <Modal open title={t('open.title')} width={400} footer={null} onCancel={props.onClose} destroyOnHidden>
      <OpenShiftForm {...props} />
    </Modal>
  )
}

function OpenShiftForm({ storeId, till, onClose }: Props) {
  const { t } = useTranslation('shifts')
  const queryClient = useQueryClient()
  const [float, setFloat] = useState('')
  const leftFen = till?.nextFloatFen ?? null
  const { mutation, submit } = useSendOnce(
    (openingFloatFen: number | null, key) =>
      answer(
        api.POST('/api/shifts', {
          body: { storeId, tillId: till?.id ?? null, openingFloatFen },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    () => {
      forgetShifts(queryClient)
      onClose()
    },
  )
  const errors = useFieldErrors(mutation.error)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (leftFen !== null) return submit(null)
    const fen = parseYuan(float)
    if (errors.check({ float: fen === null && t('open.amountWrong') })) submit(fen)
  }
  return (
    <form ref={errors.form} className={styles.stack} onSubmit={send} noValidate>
      {leftFen === null ? (
        <MoneyField
          label={t('open.float')}
          note={t('open.floatNote')}
          value={float}
          autoFocus
          error={errors.of('float')}
          onChange={setFloat}
        />
      ) : (
        <>
          <Facts facts={[{ key: 'left', label: t('open.left'), value: <Money fen={leftFen} tone="strong" /> }]} />
          <p className={styles.soft}>{t('open.leftHint')}</p>
        </>
      )}
      <ProblemAlert error={errors.rest} />
      <Button type="primary" size="large" block htmlType="submit" autoFocus={leftFen !== null} loading={mutation.isPending}>
        {t('open.button')}
      </Button>
    </form>
  )
}
