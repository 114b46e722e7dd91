import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Input, { type InputProps } from 'antd/es/input'
import Modal from 'antd/es/modal'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { fieldError } from '../../lib/problems.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { CustomInputs } from '../member-file/custom-values.tsx'
import { customFieldsQuery } from '../member-file/queries.ts'
import { type ValueDrafts, valueChanges } from '../member-file/value-drafts.ts'
import { useDesk } from './desk-context.tsx'
import styles from './dialogs.module.css'
import { phoneIn } from './find.ts'
import { duplicatesQuery } from './queries.ts'

/** A new member in three fields, without leaving the bill; the rest can be asked another day. */
export function EnrolDialog({ text }: { text: string }) {
  const { t } = useTranslation('desk')
  const { dispatch, close } = useDesk()
  const typedPhone = phoneIn(text) ?? (/^\d+$/.test(text) ? text : '')
  const [person, setPerson] = useState<Person>({
    phone: typedPhone,
    name: typedPhone === '' ? text : '',
    sex: 'female',
    allergies: '',
    fields: {},
  })
  const take = (memberId: string) => {
    dispatch({ type: 'member', memberId })
    close()
  }
  const enrol = useEnrol(take)
  const isGood = person.name.trim() !== ''
  const submit = () => {
    if (isGood && !enrol.isPending) enrol.mutate(person)
  }
  const input = (name: 'name' | 'phone' | 'allergies', more: InputProps) => (
    <Field label={t(`enrol.${name}`)} note={name === 'allergies' && t('enrol.allergiesNote')} error={fieldError(t, enrol.error, name)}>
      {({ status, ...control }) => (
        <Input
          {...control}
          {...(status ? { status } : {})}
          {...more}
          value={person[name]}
          onChange={(event) => setPerson({ ...person, [name]: event.target.value })}
          onPressEnter={submit}
        />
      )}
    </Field>
  )
  return (
    <Modal
      open
      title={t('enrol.title')}
      width={440}
      okText={t('enrol.do')}
      onCancel={close}
      onOk={submit}
      okButtonProps={{ disabled: !isGood }}
      confirmLoading={enrol.isPending}
    >
      <div className={styles.stack}>
        {input('name', { size: 'large', maxLength: 40, autoFocus: typedPhone !== '' })}
        {input('phone', { size: 'large', maxLength: 20, inputMode: 'tel', autoFocus: typedPhone === '' })}
        <Segmented
          block
          value={person.sex}
          onChange={(sex) => setPerson({ ...person, sex })}
          options={(['female', 'male'] as const).map((value) => ({ value, label: t(`enrol.${value}`) }))}
        />
        {input('allergies', { maxLength: 200 })}
        <CustomInputs
          subject="member"
          drafts={person.fields}
          errorOf={(path) => fieldError(t, enrol.error, path)}
          onChange={(fields) => setPerson({ ...person, fields })}
          onlyRequired
        />
        <Duplicates phone={person.phone} name={person.name} onTake={take} />
        <ProblemAlert error={enrol.error} />
      </div>
    </Modal>
  )
}

interface Person {
  phone: string
  name: string
  sex: 'female' | 'male'
  allergies: string
  /** The brand's own fields that have to be filled. */
  fields: ValueDrafts
}

function useEnrol(onEnrolled: (memberId: string) => void) {
  const { storeId } = useDesk()
  const queryClient = useQueryClient()
  const known = useQuery(customFieldsQuery('member'))
  return useMutation({
    mutationFn: ({ name, phone, sex, allergies, fields }: Person) =>
      answer(
        api.POST('/api/members', {
          body: {
            name: name.trim(),
            phone: phone.trim() || null,
            sex,
            homeStoreId: storeId,
            allergies: allergies.trim(),
            fields: valueChanges(known.data?.items ?? [], {}, fields),
          },
        }),
      ),
    onSuccess: (member) => {
      void queryClient.invalidateQueries({ queryKey: ['member-search'] })
      onEnrolled(member.id)
    },
  })
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
