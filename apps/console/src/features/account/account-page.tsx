import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import App from 'antd/es/app'
import Button from 'antd/es/button'
import { type FormEvent, type ReactNode, type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NumberField, TextField } from '../../components/inputs.tsx'
import { PageBody, Section } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import form from '../../components/side-form.module.css'
import { api } from '../../lib/api.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { pinFault } from '../setup/setup-draft.ts'
import { Devices } from './devices.tsx'
import { Passkeys } from './passkeys.tsx'
import { SecondFactor } from './second-factor.tsx'

/** One's own password, PIN and devices. */
export function AccountPage() {
  const { t } = useTranslation(['account', 'security', 'setup'])
  const { session } = useWorkplace()
  return (
    <>
      <PageHeader title={t('title')} about={`${session.staff.name} · ${session.brand.name}`} />
      <PageBody width="narrow">
        <PasswordForm />
        <PinForm />
        <SecondFactor />
        <Passkeys />
        <Devices />
      </PageBody>
    </>
  )
}

function PasswordForm() {
  const { t } = useTranslation(['account', 'setup'])
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const save = useMutation({
    mutationFn: () => answer(api.PUT('/api/session/password', { body: { currentPassword: current, password } })),
    onSuccess: ({ sessionsEnded }) => {
      setCurrent('')
      setPassword('')
      void message.success(t('passwordChanged', { count: sessionsEnded }))
      void queryClient.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
  const errors = useFieldErrors(save.error, { password_wrong: 'currentPassword' })
  const submit = () =>
    errors.check({ currentPassword: current === '' && t('currentMissing'), password: password.length < 8 && t('setup:passwordShort') }) &&
    save.mutate()
  return (
    <SecretForm
      title={t('password')}
      note={t('passwordNote')}
      action={t('changePassword')}
      form={errors.form}
      error={errors.rest}
      isSaving={save.isPending}
      onSubmit={submit}
    >
      <TextField
        label={t('currentPassword')}
        type="password"
        autoComplete="current-password"
        value={current}
        error={errors.of('currentPassword')}
        onChange={setCurrent}
      />
      <TextField
        label={t('newPassword')}
        note={t('setup:passwordNote')}
        type="password"
        autoComplete="new-password"
        maxLength={200}
        value={password}
        error={errors.of('password')}
        onChange={setPassword}
      />
    </SecretForm>
  )
}

function PinForm() {
  const { t } = useTranslation(['account', 'setup'])
  const { message } = App.useApp()
  const [current, setCurrent] = useState('')
  const [pin, setPin] = useState('')
  const save = useMutation({
    mutationFn: () => answer(api.PUT('/api/session/pin', { body: { currentPassword: current, pin } })),
    onSuccess: () => {
      setCurrent('')
      setPin('')
      void message.success(t('pinChanged'))
    },
  })
  const errors = useFieldErrors(save.error, { password_wrong: 'currentPassword' })
  const submit = () => {
    const fault = pinFault(pin)
    if (errors.check({ currentPassword: current === '' && t('currentMissing'), pin: fault && t(`setup:${fault}`) })) save.mutate()
  }
  return (
    <SecretForm
      title="PIN"
      note={t('setup:pinNote')}
      action={t('changePin')}
      form={errors.form}
      error={errors.rest}
      isSaving={save.isPending}
      onSubmit={submit}
    >
      <TextField
        label={t('currentPassword')}
        type="password"
        autoComplete="current-password"
        value={current}
        error={errors.of('currentPassword')}
        onChange={setCurrent}
      />
      <NumberField label={t('newPin')} maxLength={6} value={pin} error={errors.of('pin')} onChange={setPin} />
    </SecretForm>
  )
}

interface SecretFormProps {
  title: string
  note: string
  action: string
  form: RefObject<HTMLFormElement | null>
  error: unknown
  isSaving: boolean
  onSubmit: () => void
  children: ReactNode
}

function SecretForm({ title, note, action, form: ref, error, isSaving, onSubmit, children }: SecretFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isSaving) onSubmit()
  }
  return (
    <Section title={title} note={note} card>
      <form ref={ref} className={form.stack} onSubmit={submit} noValidate>
        <ProblemAlert error={error} />
        <div className={form.pair}>{children}</div>
        <div>
          <Button type="primary" htmlType="submit" loading={isSaving}>
            {action}
          </Button>
        </div>
      </form>
    </Section>
  )
}
