import { KeyOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { SignInOptions } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { isProblem } from '../../lib/problems.ts'
import { BigField } from './big-field.tsx'
import { mayUsePasskeys, signIn, signInOptionsQuery, signInWithPasskey } from './queries.ts'
import styles from './sign-in.module.css'

interface PasswordFormProps {
  notice: unknown
  onEntered: () => Promise<void>
  onFactor: (error: unknown, brand: string | undefined) => void
  /** Back to the people of this shared till, if it is one. */
  onTill?: (() => void) | undefined
}

export function PasswordForm({ notice, onEntered, onFactor, onTill }: PasswordFormProps) {
  const { t } = useTranslation('session')
  const options = useQuery(signInOptionsQuery)
  const [chosenBrand, setBrand] = useState<string>()
  const [signInName, setName] = useState('')
  const [password, setPassword] = useState('')
  const brands = options.data?.brands ?? []
  const brand = chosenBrand ?? brands[0]?.slug
  const accounts = (options.data?.demoAccounts ?? []).filter((a) => a.brand === brand)
  const enter = useMutation({
    mutationFn: signIn,
    onSuccess: onEntered,
    onError: (error) => {
      if (isProblem(error, 'factor_required')) onFactor(error, brand)
    },
  })
  const passkey = useMutation({
    mutationFn: () => signInWithPasskey(brand),
    onSuccess: async (isIn) => {
      if (isIn) await onEntered()
    },
  })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!enter.isPending) enter.mutate({ ...(brand ? { brand } : {}), signInName: signInName.trim().toLowerCase(), password })
  }
  const fill = (account: SignInOptions['demoAccounts'][number]) => {
    setName(account.signInName)
    setPassword(account.password)
    enter.mutate({ brand: account.brand, signInName: account.signInName, password: account.password })
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      <h1>{t('signIn')}</h1>
      <ProblemAlert error={enter.error ?? passkey.error ?? options.error ?? notice} />
      {brands.length > 1 && <Brands brands={brands} chosen={brand} onChoose={setBrand} />}
      <BigField label={t('signInName')} autoComplete="username" autoFocus value={signInName} onChange={setName} />
      <BigField label={t('password')} type="password" autoComplete="current-password" value={password} onChange={setPassword} />
      <Button type="primary" size="large" htmlType="submit" block loading={enter.isPending}>
        {t('signIn')}
      </Button>
      {mayUsePasskeys() && (
        <Button size="large" block icon={<KeyOutlined aria-hidden="true" />} loading={passkey.isPending} onClick={() => passkey.mutate()}>
          {t('withPasskey')}
        </Button>
      )}
      {onTill && (
        <Button type="text" size="large" block onClick={onTill}>
          {t('withPin')}
        </Button>
      )}
      {accounts.length > 0 && <DemoAccounts accounts={accounts} busy={enter.isPending} onChoose={fill} />}
    </form>
  )
}

function Brands({
  brands,
  chosen,
  onChoose,
}: {
  brands: SignInOptions['brands']
  chosen: string | undefined
  onChoose: (slug: string) => void
}) {
  const { t } = useTranslation('session')
  return (
    <div className={styles.brands} role="radiogroup" aria-label={t('brand')}>
      {brands.map((b) => (
        <label key={b.slug} className={b.slug === chosen ? styles.brandChosen : styles.brand}>
          <input type="radio" name="brand" className="yb-visually-hidden" checked={b.slug === chosen} onChange={() => onChoose(b.slug)} />
          {b.name}
        </label>
      ))}
    </div>
  )
}

function DemoAccounts({
  accounts,
  busy,
  onChoose,
}: {
  accounts: SignInOptions['demoAccounts']
  busy: boolean
  onChoose: (account: SignInOptions['demoAccounts'][number]) => void
}) {
  const { t } = useTranslation(['session', 'common'])
  return (
    <div className={styles.demo}>
      <div className={styles.demoHint}>{t('demoHint')}</div>
      <div className={styles.chips}>
        {accounts.map((account) => (
          <button key={account.signInName} type="button" className={styles.chip} disabled={busy} onClick={() => onChoose(account)}>
            <strong>{account.name}</strong>
            <span>{t(`common:role.${account.role}`)}</span>
          </button>
        ))}
      </div>
    </div>
  )
}
