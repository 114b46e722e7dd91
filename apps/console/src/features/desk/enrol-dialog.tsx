import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { fieldError } from '../../lib/problems.ts'
import { useDesk } from './desk-context.tsx'
import styles from './dialogs.module.css'
import { phoneIn } from './find.ts'
import { duplicatesQuery } from './queries.ts'
import { useDebounced } from './use-debounced.ts'

/** A new member in three fields, without leaving the bill; the rest can be asked another day. */
export function EnrolDialog({ text }: { text: string }) {
  const { t } = useTranslation('desk')
  const { storeId, dispatch, close } = useDesk()
  const queryClient = useQueryClient()
  const typedPhone = phoneIn(text) ?? (/^\d+$/.test(text) ? text : '')
  const [phone, setPhone] = useState(typedPhone)
  const [name, setName] = useState(typedPhone === '' ? text : '')
  const [sex, setSex] = useState<'female' | 'male'>('female')
  const [allergies, setAllergies] = useState('')
  const take = (memberId: string) => {
    dispatch({ type: 'member', memberId })
    close()
  }
  const enrol = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/members', {
          body: { name: name.trim(), phone: phone.trim() || null, sex, homeStoreId: storeId, allergies: allergies.trim() },
        }),
      ),
    onSuccess: (member) => {
      void queryClient.invalidateQueries({ queryKey: ['member-search'] })
      take(member.id)
    },
  })
  const submit = () => {
    if (name.trim() && !enrol.isPending) enrol.mutate()
  }
  return (
    <Modal
      open
      title={t('enrol.title')}
      width={440}
      okText={t('enrol.do')}
      onCancel={close}
      onOk={submit}
      okButtonProps={{ disabled: !name.trim() }}
      confirmLoading={enrol.isPending}
    >
      <div className={styles.stack}>
        <Field label={t('enrol.name')} error={fieldError(t, enrol.error, 'name')}>
          {({ status, ...control }) => (
            <Input
              {...control}
              {...(status ? { status } : {})}
              size="large"
              autoFocus={typedPhone !== ''}
              maxLength={40}
              value={name}
              onChange={(e) => setName(e.target.value)}
              onPressEnter={submit}
            />
          )}
        </Field>
        <Field label={t('enrol.phone')} error={fieldError(t, enrol.error, 'phone')}>
          {({ status, ...control }) => (
            <Input
              {...control}
              {...(status ? { status } : {})}
              size="large"
              inputMode="tel"
              autoFocus={typedPhone === ''}
              maxLength={20}
              value={phone}
              onChange={(e) => setPhone(e.target.value)}
              onPressEnter={submit}
            />
          )}
        </Field>
        <Segmented
          block
          value={sex}
          onChange={setSex}
          options={(['female', 'male'] as const).map((value) => ({ value, label: t(`enrol.${value}`) }))}
        />
        <Field label={t('enrol.allergies')} note={t('enrol.allergiesNote')} error={fieldError(t, enrol.error, 'allergies')}>
          {({ status, ...control }) => (
            <Input
              {...control}
              {...(status ? { status } : {})}
              maxLength={200}
              value={allergies}
              onChange={(e) => setAllergies(e.target.value)}
              onPressEnter={submit}
            />
          )}
        </Field>
        <Duplicates phone={phone} name={name} onTake={take} />
        <ProblemAlert error={enrol.error} />
      </div>
    </Modal>
  )
}

/** People who may be the same one: taking the old file is one tap, and two files of one person cost more later. */
function Duplicates({ phone, name, onTake }: { phone: string; name: string; onTake: (memberId: string) => void }) {
  const { t } = useTranslation('desk')
  const asked = useDebounced(`${phoneIn(phone) ?? ''} ${name.trim()}`, 300)
  const [askedPhone = '', ...rest] = asked.split(' ')
  const askedName = rest.join(' ')
  const found = useQuery({ ...duplicatesQuery(askedPhone, askedName), enabled: askedPhone !== '' || askedName.length >= 2 })
  const people = found.data?.items ?? []
  if (people.length === 0) return null
  return (
    <div className={styles.attention} role="status">
      <strong>{t('enrol.duplicates')}</strong>
      {people.slice(0, 3).map((m) => (
        <button key={m.id} type="button" className={styles.link} onClick={() => onTake(m.id)}>
          {m.name ?? m.number} · {m.phone ?? m.number}
        </button>
      ))}
    </div>
  )
}
