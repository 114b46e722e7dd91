import { KeyOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { BigField } from './big-field.tsx'
import { mayUsePasskeys, signInWithCode, signInWithPasskey } from './queries.ts'
import styles from './sign-in.module.css'

interface FactorFormProps {
  pendingToken: string
  factors: readonly string[]
  brand: string | undefined
  onEntered: () => Promise<void>
  onBack: () => void
}

/** The second step: a code of the app, a recovery code, or a passkey instead of either. */
export function FactorForm({ pendingToken, factors, brand, onEntered, onBack }: FactorFormProps) {
  const { t } = useTranslation(['session', 'common'])
  const [isRecovery, setRecovery] = useState(false)
  const [code, setCode] = useState('')
  const enter = useMutation({
    mutationFn: (typed: string) => signInWithCode({ pendingToken, code: typed }),
    onSuccess: onEntered,
    onError: () => setCode(''),
  })
  const passkey = useMutation({
    mutationFn: () => signInWithPasskey(brand),
    onSuccess: async (isIn) => {
      if (isIn) await onEntered()
    },
  })
  const hasCodes = factors.includes('totp')
  const type = (typed: string) => {
    const kept = isRecovery ? typed : typed.replace(/\D/g, '').slice(0, 6)
    setCode(kept)
    // Six digits are all there is: nobody has to press a button after them.
    if (!isRecovery && kept.length === 6 && !enter.isPending) enter.mutate(kept)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.length >= 6 && !enter.isPending) enter.mutate(code)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <h1>{t('factor.title')}</h1>
      <ProblemAlert error={enter.error ?? passkey.error} />
      {hasCodes && (
        <>
          <BigField
            key={isRecovery ? 'recovery' : 'code'}
            label={isRecovery ? t('factor.recovery') : t('factor.code')}
            note={isRecovery ? t('factor.recoveryHint') : t('factor.codeHint')}
            inputMode={isRecovery ? 'text' : 'numeric'}
            autoComplete={isRecovery ? 'off' : 'one-time-code'}
            autoFocus
            value={code}
            onChange={type}
          />
          <Button type="primary" size="large" htmlType="submit" block loading={enter.isPending} disabled={code.length < 6}>
            {t('signIn')}
          </Button>
        </>
      )}
      {factors.includes('passkey') && mayUsePasskeys() && (
        <Button
          size="large"
          block
          type={hasCodes ? 'default' : 'primary'}
          icon={<KeyOutlined aria-hidden="true" />}
          loading={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          {t('withPasskey')}
        </Button>
      )}
      {hasCodes && (
        <Button
          type="text"
          block
          onClick={() => {
            setRecovery(!isRecovery)
            setCode('')
          }}
        >
          {isRecovery ? t('factor.useCode') : t('factor.useRecovery')}
        </Button>
      )}
      <Button type="text" block onClick={onBack}>
        {t('common:back')}
      </Button>
    </form>
  )
}
