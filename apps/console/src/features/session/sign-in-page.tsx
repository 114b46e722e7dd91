import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Problem, type SignInOptions } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { LanguageSwitch } from '../../components/language-switch.tsx'
import { usePageTitle } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { sessionQuery, signIn, signInOptionsQuery } from './queries.ts'
import styles from './sign-in.module.css'

export function SignInPage() {
  const { t } = useTranslation('session')
  usePageTitle(t('signIn'))
  return (
    <div className={styles.page}>
      <aside className={styles.side}>
        <img src="/yunbin.svg" alt="" width={56} height={56} />
        <div className={styles.name}>云鬓</div>
        <p className={styles.promise}>{t('promise')}</p>
      </aside>
      <main className={styles.main}>
        <div className={styles.language}>
          <LanguageSwitch />
        </div>
        <SignInForm />
      </main>
    </div>
  )
}

/** Somebody was working here when the session ended, by time or from another device: they are told why they stand here. */
const sessionOver = new Problem('not_signed_in', 401, 'The session is over')

function SignInForm() {
  const { t } = useTranslation('session')
  const options = useQuery(signInOptionsQuery)
  const [chosenBrand, setBrand] = useState<string>()
  const [signInName, setName] = useState('')
  const [password, setPassword] = useState('')
  const brands = options.data?.brands ?? []
  const brand = chosenBrand ?? brands[0]?.slug
  const accounts = (options.data?.demoAccounts ?? []).filter((a) => a.brand === brand)
  const { isOver } = useSearch({ from: '/sign-in' })
  const { mutate, isPending, error } = useSignIn()

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isPending) mutate({ ...(brand ? { brand } : {}), signInName: signInName.trim().toLowerCase(), password })
  }
  const fill = (account: SignInOptions['demoAccounts'][number]) => {
    setName(account.signInName)
    setPassword(account.password)
    mutate({ brand: account.brand, signInName: account.signInName, password: account.password })
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      <h1>{t('signIn')}</h1>
      <ProblemAlert error={error ?? options.error ?? (isOver ? sessionOver : null)} />
      {brands.length > 1 && <Brands brands={brands} chosen={brand} onChoose={setBrand} />}
      <Field label={t('signInName')}>
        {({ status, ...control }) => (
          <Input
            {...control}
            {...(status ? { status } : {})}
            size="large"
            autoComplete="username"
            autoCapitalize="none"
            autoFocus
            required
            value={signInName}
            onChange={(e) => setName(e.target.value)}
          />
        )}
      </Field>
      <Field label={t('password')}>
        {({ status, ...control }) => (
          <Input
            {...control}
            {...(status ? { status } : {})}
            size="large"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(e) => setPassword(e.target.value)}
          />
        )}
      </Field>
      <Button type="primary" size="large" htmlType="submit" block loading={isPending}>
        {t('signIn')}
      </Button>
      {accounts.length > 0 && <DemoAccounts accounts={accounts} busy={isPending} onChoose={fill} />}
    </form>
  )
}

function useSignIn() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { back } = useSearch({ from: '/sign-in' })
  return useMutation({
    mutationFn: signIn,
    onSuccess: async () => {
      // Nothing that the person before was shown may be shown to this one.
      queryClient.clear()
      await queryClient.ensureQueryData(sessionQuery)
      await navigate({ to: back ?? '/desk' })
    },
  })
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
