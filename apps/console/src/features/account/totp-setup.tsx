import { useMutation } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import QRCode from 'antd/es/qr-code'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NumberField } from '../../components/inputs.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import styles from './security.module.css'

interface TotpSetupProps {
  secret: Schema<'TotpSecret'>
  onConfirmed: (recoveryCodes: readonly string[]) => void
  onCancel?: () => void
}

/** Scan, type the first code: only then it is on. */
export function TotpSetup({ secret, onConfirmed, onCancel }: TotpSetupProps) {
  const { t } = useTranslation(['security', 'common'])
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: () => answer(api.POST('/api/session/totp/confirmation', { body: { code } })),
    onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
    onError: () => setCode(''),
  })
  const errors = useFieldErrors(confirm.error, { factor_wrong: 'code' })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!confirm.isPending && errors.check({ code: code.length !== 6 && t('totp.codeLength') })) confirm.mutate()
  }
  return (
    <form ref={errors.form} className={styles.setup} onSubmit={submit} noValidate>
      <div className={styles.qr}>
        <QRCode value={secret.uri} type="svg" errorLevel="L" size={192} bordered={false} color="#000000" bgColor="#ffffff" />
      </div>
      <div className={styles.steps}>
        <ol>
          <li>{t('totp.step1')}</li>
          <li>
            {t('totp.step2')} <code className={styles.secret}>{secret.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
          </li>
          <li>{t('totp.step3')}</li>
        </ol>
        <ProblemAlert error={errors.rest} />
        <NumberField
          label={t('totp.code')}
          autoComplete="one-time-code"
          autoFocus
          maxLength={6}
          value={code}
          error={errors.of('code')}
          onChange={setCode}
        />
        <div className={styles.acts}>
          <Button type="primary" htmlType="submit" loading={confirm.isPending}>
            {t('totp.confirm')}
          </Button>
          {onCancel && <Button onClick={onCancel}>{t('common:cancel')}</Button>}
        </div>
      </div>
    </form>
  )
}
