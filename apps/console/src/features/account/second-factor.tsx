import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section, Tag } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { PasswordDialog } from './password-dialog.tsx'
import { factorsQuery } from './queries.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import styles from './security.module.css'
import { TotpSetup } from './totp-setup.tsx'

type Asking = 'begin' | 'remove' | 'renew'

/** One-time codes of an app: off, being set up, or on. */
export function SecondFactor() {
  const { t } = useTranslation('security')
  const queryClient = useQueryClient()
  const factors = useQuery(factorsQuery)
  const [asking, setAsking] = useState<Asking>()
  const [secret, setSecret] = useState<Schema<'TotpSecret'>>()
  const [codes, setCodes] = useState<readonly string[]>()
  const act = useTotpActs({ onSecret: setSecret, onCodes: setCodes, onDone: () => setAsking(undefined) })
  const finish = () => {
    setCodes(undefined)
    setSecret(undefined)
    for (const key of ['factors', 'session']) void queryClient.invalidateQueries({ queryKey: [key] })
  }
  const isOn = factors.data?.hasTotp ?? false
  return (
    <Section title={t('totp.title')} note={t('totp.note')} side={isOn && <Tag tone="done">{t('on')}</Tag>} card>
      {factors.isPending && <Bones heights={[44]} />}
      <QueryProblem query={factors} />
      {secret && <TotpSetup secret={secret} onConfirmed={setCodes} onCancel={() => setSecret(undefined)} />}
      {factors.data && !secret && !isOn && (
        <div className={styles.line}>
          <p>{factors.data.isRequired ? t('totp.required') : t('totp.offHint')}</p>
          <Button type={factors.data.isRequired ? 'primary' : 'default'} onClick={() => setAsking('begin')}>
            {t('totp.begin')}
          </Button>
        </div>
      )}
      {isOn && !secret && (
        <div className={styles.line}>
          <p>{t('recovery.left', { count: factors.data?.recoveryCodesLeft ?? 0 })}</p>
          <Button onClick={() => setAsking('renew')}>{t('recovery.renew')}</Button>
          <Button danger onClick={() => setAsking('remove')}>
            {t('totp.remove')}
          </Button>
        </div>
      )}
      {asking && (
        <PasswordDialog
          key={asking}
          title={t(`ask.${asking}`)}
          note={t(`ask.${asking}Note`)}
          action={asking === 'remove' ? t('totp.remove') : t('ask.next')}
          isDanger={asking === 'remove'}
          error={act.error}
          isPending={act.isPending}
          onConfirm={(currentPassword) => act.mutate({ what: asking, currentPassword })}
          onClose={() => {
            act.reset()
            setAsking(undefined)
          }}
        />
      )}
      {codes && <RecoveryCodes codes={codes} onClose={finish} />}
    </Section>
  )
}

interface Results {
  onSecret: (secret: Schema<'TotpSecret'>) => void
  onCodes: (codes: readonly string[]) => void
  onDone: () => void
}

function useTotpActs({ onSecret, onCodes, onDone }: Results) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async ({ what, currentPassword }: { what: Asking; currentPassword: string }) => {
      const body = { currentPassword }
      if (what === 'begin') onSecret(await answer(api.POST('/api/session/totp', { body })))
      else if (what === 'renew') onCodes((await answer(api.POST('/api/session/recovery-codes', { body }))).recoveryCodes)
      else await answer(api.POST('/api/session/totp/removal', { body }))
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['factors'] })
      onDone()
    },
  })
}
