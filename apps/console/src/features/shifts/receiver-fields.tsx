import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SelectField, TextField } from '../../components/inputs.tsx'
import { receiversQuery } from './queries.ts'
import styles from './shifts.module.css'

const NOBODY = ''

/** Who takes the drawer over, and the PIN by which that person signs. */
export function useReceiver(storeId: string) {
  const people = useQuery(receiversQuery(storeId)).data?.items ?? []
  const [staffId, setStaffId] = useState(NOBODY)
  const [pin, setPin] = useState('')
  const person = people.find((p) => p.staffId === staffId)
  return {
    people,
    staffId,
    choose: (id: string) => {
      setStaffId(id)
      setPin('')
    },
    pin,
    setPin,
    name: person?.name ?? null,
    isIncomplete: person !== undefined && pin.length < 4,
    value: person ? { staffId: person.staffId, pin } : null,
  }
}

export function ReceiverFields({ receiver, pinError }: { receiver: ReturnType<typeof useReceiver>; pinError: string | undefined }) {
  const { t } = useTranslation('shifts')
  return (
    <div className={styles.pair}>
      <SelectField
        label={t('close.receiver')}
        value={receiver.staffId}
        onChange={receiver.choose}
        options={[{ value: NOBODY, label: t('close.nobody') }, ...receiver.people.map((p) => ({ value: p.staffId, label: p.name }))]}
      />
      {receiver.staffId !== NOBODY && (
        <TextField
          label={t('close.pin')}
          note={t('close.pinNote')}
          type="password"
          inputMode="numeric"
          maxLength={8}
          value={receiver.pin}
          error={pinError}
          onChange={(pin) => receiver.setPin(pin.replace(/\D/g, ''))}
        />
      )}
    </div>
  )
}
