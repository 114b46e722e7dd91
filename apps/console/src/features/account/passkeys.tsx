import { KeyOutlined } from '@ant-design/icons'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section, Tag } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { sinceText, timeText } from '../../lib/time.ts'
import { mayUsePasskeys } from '../session/queries.ts'
import { deviceName } from './device-name.ts'
import { NameDialog } from './name-dialog.tsx'
import { PasswordDialog } from './password-dialog.tsx'
import { factorsQuery } from './queries.ts'

type Passkey = Schema<'Passkey'>

/** Keys in phones and laptops that answer for this shop alone: no password, no code. */
export function Passkeys() {
  const { t, i18n } = useTranslation('security')
  const queryClient = useQueryClient()
  const { data } = useQuery(factorsQuery)
  const [isAsking, setAsking] = useState(false)
  const [naming, setNaming] = useState<Passkey>()
  const refresh = () => {
    for (const key of ['factors', 'session']) void queryClient.invalidateQueries({ queryKey: [key] })
  }
  const add = useMutation({
    mutationFn: addPasskey,
    onSuccess: (passkey) => {
      setAsking(false)
      if (passkey) setNaming(passkey)
      refresh()
    },
  })
  const remove = useMutation({
    mutationFn: (passkeyId: string) => answer(api.DELETE('/api/session/passkeys/{passkeyId}', { params: { path: { passkeyId } } })),
    onSettled: refresh,
  })
  const rows = data?.passkeys ?? []
  const isPossible = mayUsePasskeys()
  const adding = (
    <Button icon={<KeyOutlined aria-hidden="true" />} disabled={!isPossible} onClick={() => setAsking(true)}>
      {t('passkey.add')}
    </Button>
  )
  return (
    <Section title={t('passkey.title')} note={t('passkey.note')} side={rows.length > 0 && adding}>
      <ProblemAlert error={remove.error} />
      {data && rows.length === 0 && (
        <EmptyState title={t('passkey.none')} hint={isPossible ? t('passkey.noneHint') : t('passkey.impossible')} action={adding} />
      )}
      {rows.length > 0 && (
        <DataTable<Passkey>
          label={t('passkey.title')}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'name',
              title: t('passkey.name'),
              render: (row) => (
                <MainCell
                  title={row.name}
                  sub={row.lastUsedAt ? t('passkey.used', { since: sinceText(row.lastUsedAt, i18n.language) }) : t('passkey.neverUsed')}
                />
              ),
            },
            {
              key: 'made',
              title: t('passkey.made'),
              from: 'tablet',
              render: (row) => (
                <>
                  {timeText(row.createdAt, i18n.language)} {row.isSynced && <Tag tone="brand">{t('passkey.synced')}</Tag>}
                </>
              ),
            },
            {
              key: 'acts',
              title: '',
              align: 'right',
              render: (row) => (
                <>
                  <Button type="text" onClick={() => setNaming(row)}>
                    {t('passkey.rename')}
                  </Button>
                  <Button danger loading={remove.isPending && remove.variables === row.id} onClick={() => remove.mutate(row.id)}>
                    {t('passkey.remove')}
                  </Button>
                </>
              ),
            },
          ]}
        />
      )}
      {isAsking && (
        <PasswordDialog
          title={t('passkey.add')}
          note={t('passkey.addNote')}
          action={t('ask.next')}
          error={add.error}
          isPending={add.isPending}
          onConfirm={(currentPassword) => add.mutate({ currentPassword, name: deviceName(navigator.userAgent) || t('passkey.title') })}
          onClose={() => {
            add.reset()
            setAsking(false)
          }}
        />
      )}
      {naming && <NameDialog passkey={naming} onClose={() => setNaming(undefined)} onSaved={refresh} />}
    </Section>
  )
}

/** @returns null when the person turned away from the device's own dialog */
async function addPasskey({ currentPassword, name }: { currentPassword: string; name: string }): Promise<Passkey | null> {
  const { challengeId, options } = await answer(api.POST('/api/session/passkey-questions', { body: { currentPassword } }))
  const { startRegistration } = await import('@simplewebauthn/browser')
  const response = await startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON }).catch(() => null)
  if (response === null) return null
  const body = { challengeId, name, response: response as unknown as Schema<'NewPasskey'>['response'] }
  return answer(api.POST('/api/session/passkeys', { body }))
}
