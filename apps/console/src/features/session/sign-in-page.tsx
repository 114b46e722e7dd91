import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Problem } from '@yunbin/api-client'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch } from '../../components/language-switch.tsx'
import { usePageTitle } from '../../components/page-header.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { isProblem } from '../../lib/problems.ts'
import { FactorForm } from './factor-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { forgetPerson, sessionQuery, sharedTillQuery } from './queries.ts'
import styles from './sign-in.module.css'
import { TillPicker } from './till-picker.tsx'

export function SignInPage() {
  const { t } = useTranslation(['session', 'trade'])
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
        <WayIn />
      </main>
    </div>
  )
}

/** Somebody was working here when the session ended, by time or from another device: they are told why they stand here. */
const sessionOver = new Problem('not_signed_in', 401, 'The session is over')

/** The first step as it was answered: the password is right, the second factor is awaited. */
interface Pending {
  token: string
  factors: readonly string[]
  brand: string | undefined
}

/** At a shared till a PIN; elsewhere a password, and a code after it where one is asked for. */
function WayIn() {
  const till = useQuery(sharedTillQuery)
  const [wantsPassword, setWantsPassword] = useState(false)
  const [pending, setPending] = useState<Pending>()
  const { isOver } = useSearch({ from: '/sign-in' })
  const enter = useEnter()
  if (till.isPending) return <Bones heights={[48, 48, 48]} />
  const shared = till.data?.till
  if (shared && !wantsPassword) {
    return <TillPicker till={shared} onTaken={enter} onPassword={() => setWantsPassword(true)} />
  }
  if (pending) {
    return (
      <FactorForm
        pendingToken={pending.token}
        factors={pending.factors}
        brand={pending.brand}
        onEntered={enter}
        onBack={() => setPending(undefined)}
      />
    )
  }
  return (
    <PasswordForm
      notice={isOver ? sessionOver : null}
      onEntered={enter}
      onFactor={(error, brand) => setPending(pendingOf(error, brand))}
      onTill={shared ? () => setWantsPassword(false) : undefined}
    />
  )
}

function pendingOf(error: unknown, brand: string | undefined): Pending | undefined {
  if (!isProblem(error, 'factor_required')) return undefined
  const { pendingToken, factors } = error.params
  return { token: String(pendingToken), factors: Array.isArray(factors) ? factors.map(String) : [], brand }
}

function useEnter() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { back } = useSearch({ from: '/sign-in' })
  return async () => {
    forgetPerson(queryClient)
    await queryClient.ensureQueryData(sessionQuery)
    await navigate({ to: back ?? '/desk' })
  }
}
