import { CheckOutlined, LockOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import Popover from 'antd/es/popover'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AppearanceSwitch } from '../components/appearance-switch.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { ProblemAlert } from '../components/problem-alert.tsx'
import { forgetPerson, signOut } from '../features/session/queries.ts'
import { useWorkplace } from '../features/session/session-context.tsx'
import { shortName } from '../lib/names.ts'
import { roleName } from '../lib/role-name.ts'
import { askForLock } from './idle.ts'
import styles from './shell.module.css'

/** Who is signed in and where; language, store and sign-out behind one button at the foot of the rail. */
export function AccountMenu() {
  const { t } = useTranslation('common')
  const { session, store } = useWorkplace()
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="rightBottom" content={<Menu onDone={() => setOpen(false)} />}>
      <button type="button" className={styles.account} aria-expanded={open}>
        <span className="yb-visually-hidden">{t('account')} </span>
        <span className={styles.avatar} aria-hidden="true">
          {shortName(session.staff.name) || <UserOutlined />}
        </span>
        <span className={styles.accountName}>{session.staff.name}</span>
        <span className={styles.accountStore} title={store?.name}>
          {store?.name}
        </span>
      </button>
    </Popover>
  )
}

function Menu({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('common')
  const { session, store, chooseStore } = useWorkplace()
  const leave = useSignOut()
  const roles = [...new Set(session.roles.map((role) => roleName(t, role)))]
  return (
    <div className={styles.menu}>
      <div className={styles.menuHead}>
        <strong>{session.staff.name}</strong>
        <span>
          {session.brand.name} · {roles.join(' · ')}
        </span>
      </div>
      <div className={styles.menuGroup} role="toolbar" aria-label={t('store')}>
        <div className={styles.menuTitle}>{t('store')}</div>
        {session.stores.map((s) => (
          <button
            key={s.id}
            type="button"
            aria-pressed={s.id === store?.id}
            className={styles.menuRow}
            onClick={() => {
              chooseStore(s.id)
              onDone()
            }}
          >
            <span className="yb-truncate">{s.name}</span>
            {s.id === store?.id && <CheckOutlined aria-hidden="true" />}
          </button>
        ))}
      </div>
      <div className={styles.menuGroup}>
        <div className={styles.menuTitle}>{t('language')}</div>
        <LanguageSwitch />
      </div>
      <div className={styles.menuGroup}>
        <div className={styles.menuTitle}>{t('appearance.title')}</div>
        <AppearanceSwitch />
      </div>
      <ProblemAlert error={leave.error} />
      <Link to="/account" className={styles.menuRow} onClick={onDone}>
        {t('myAccount')}
        <UserOutlined aria-hidden="true" />
      </Link>
      {session.till && (
        <button
          type="button"
          className={styles.menuRow}
          onClick={() => {
            onDone()
            askForLock()
          }}
        >
          {t('lock')}
          <LockOutlined aria-hidden="true" />
        </button>
      )}
      <button type="button" className={styles.menuRow} onClick={() => leave.mutate()} disabled={leave.isPending}>
        {t('signOut')}
        <LogoutOutlined aria-hidden="true" />
      </button>
    </div>
  )
}

function useSignOut() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await navigate({ to: '/sign-in' })
      forgetPerson(queryClient)
    },
  })
}
