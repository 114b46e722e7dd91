import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Navigate, useNavigate } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Segmented from 'antd/es/segmented'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { LanguageSwitch } from '../../components/language-switch.tsx'
import { usePageTitle } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { fieldError } from '../../lib/problems.ts'
import { setupQuery, signIn } from '../session/queries.ts'
import styles from './setup.module.css'

/** First run: brand, store, owner. The catalogue of the trade comes with it, so that the first sale is minutes away. */
export function SetupPage() {
  const { t } = useTranslation('setup')
  const { data: setup } = useSuspenseQuery(setupQuery)
  usePageTitle(t('title'))
  if (!setup.needed) return <Navigate to="/sign-in" />
  return (
    <main className={styles.page}>
      <div className={styles.top}>
        <img src="/yunbin.svg" alt="" width={48} height={48} />
        <LanguageSwitch />
      </div>
      <h1>{t('title')}</h1>
      <p className={styles.about}>{t('about')}</p>
      <SetupForm trades={setup.trades} needsCode={setup.needsCode} />
    </main>
  )
}

interface Answers {
  brand: string
  store: string
  owner: string
  signInName: string
  password: string
  pin: string
  setupCode: string
}
const blank: Answers = { brand: '', store: '', owner: '', signInName: '', password: '', pin: '', setupCode: '' }
type Trade = 'hair' | 'beauty' | 'nail' | 'spa'

function SetupForm({ trades, needsCode }: { trades: readonly Trade[]; needsCode: boolean }) {
  const { t } = useTranslation('setup')
  const [answers, setAnswers] = useState(blank)
  const [trade, setTrade] = useState<Trade>(trades[0] ?? 'hair')
  const found = useFound()
  const text = (
    name: keyof Answers,
    path: string,
    more: { type?: string; numeric?: boolean; autoComplete?: string; note?: string } = {},
  ) => (
    <Field label={t(`field.${name}`)} note={more.note} error={fieldError(t, found.error, path)}>
      {({ status, ...control }) => (
        <Input
          {...control}
          {...(status ? { status } : {})}
          size="large"
          required
          type={more.type ?? 'text'}
          inputMode={more.numeric ? 'numeric' : 'text'}
          autoComplete={more.autoComplete ?? 'off'}
          value={answers[name]}
          onChange={(event) => setAnswers({ ...answers, [name]: event.target.value })}
        />
      )}
    </Field>
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!found.isPending) found.mutate({ answers, trade, needsCode })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <fieldset>
        <legend>{t('shop')}</legend>
        <Segmented block value={trade} onChange={setTrade} options={trades.map((value) => ({ value, label: t(`trade.${value}`) }))} />
        {text('brand', 'brand.name', { note: t('note.brand') })}
        {text('store', 'store.name', { note: t('note.store') })}
      </fieldset>
      <fieldset>
        <legend>{t('owner')}</legend>
        {text('owner', 'owner.name', { autoComplete: 'name' })}
        {text('signInName', 'owner.signInName', { autoComplete: 'username', note: t('note.signInName') })}
        {text('password', 'owner.password', { type: 'password', autoComplete: 'new-password', note: t('note.password') })}
        {text('pin', 'owner.pin', { type: 'password', numeric: true, note: t('note.pin') })}
      </fieldset>
      {needsCode && text('setupCode', 'setupCode', { note: t('note.setupCode') })}
      <ProblemAlert error={found.error} />
      <Button type="primary" size="large" htmlType="submit" block loading={found.isPending}>
        {t('do')}
      </Button>
    </form>
  )
}

/** Founds the shop and signs its owner in: nobody should have to type the password twice. */
function useFound() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async ({ answers, trade, needsCode }: { answers: Answers; trade: Trade; needsCode: boolean }) => {
      const { brand, store, owner, signInName, password, pin, setupCode } = answers
      const body = {
        brand: { name: brand },
        trade,
        store: { name: store },
        owner: { name: owner, signInName: signInName.trim().toLowerCase(), password, pin },
      }
      await answer(api.POST('/api/setup', { body: needsCode ? { ...body, setupCode: setupCode.trim() } : body }))
      await signIn({ signInName: body.owner.signInName, password })
    },
    onSuccess: async () => {
      queryClient.clear()
      await navigate({ to: '/desk' })
    },
  })
}
