import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { SelectField, TextField } from '../../components/inputs.tsx'
import { Section, Tag } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import form from '../../components/side-form.module.css'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { sinceText } from '../../lib/time.ts'
import { useWorkplace } from '../session/session-context.tsx'

type Device = Schema<'SharedDevice'>

/** Tills where people change places by PIN; this device can become one. */
export function SharedTills() {
  const { t, i18n } = useTranslation(['security', 'common'])
  const { session } = useWorkplace()
  const queryClient = useQueryClient()
  const [isSharing, setSharing] = useState(false)
  const devices = useQuery({ queryKey: ['shared-devices'], queryFn: () => answer(api.GET('/api/shared-devices')) })
  const refresh = () => {
    for (const key of ['shared-devices', 'shared-till', 'session', 'sessions']) void queryClient.invalidateQueries({ queryKey: [key] })
  }
  const remove = useMutation({
    mutationFn: (deviceId: string) => answer(api.DELETE('/api/shared-devices/{deviceId}', { params: { path: { deviceId } } })),
    onSettled: refresh,
  })
  const rows = devices.data?.items ?? []
  const sharing = session.till === null && <Button onClick={() => setSharing(true)}>{t('till.share')}</Button>
  return (
    <Section title={t('till.title')} note={t('till.note')} side={rows.length > 0 && sharing}>
      <ProblemAlert error={remove.error} />
      {!devices.data && <QueryProblem query={devices} />}
      {devices.data && rows.length === 0 && <EmptyState title={t('till.none')} hint={t('till.noneHint')} action={sharing} />}
      {rows.length > 0 && (
        <DataTable<Device>
          label={t('till.title')}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'name',
              title: t('till.name'),
              render: (row) => (
                <MainCell
                  title={
                    <>
                      {row.name} {row.id === session.till?.id && <Tag tone="done">{t('till.here')}</Tag>}
                    </>
                  }
                  sub={row.storeName}
                />
              ),
            },
            {
              key: 'seen',
              title: t('till.seen'),
              from: 'tablet',
              render: (row) =>
                [row.staffName, row.lastSeenAt && sinceText(row.lastSeenAt, i18n.language)].filter(Boolean).join(' · ') || t('till.never'),
            },
            {
              key: 'acts',
              title: '',
              align: 'right',
              render: (row) => (
                <Button danger loading={remove.isPending && remove.variables === row.id} onClick={() => remove.mutate(row.id)}>
                  {t('till.unshare')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {isSharing && <ShareDialog onClose={() => setSharing(false)} onShared={refresh} />}
    </Section>
  )
}

function ShareDialog({ onClose, onShared }: { onClose: () => void; onShared: () => void }) {
  const { t } = useTranslation(['security', 'common'])
  const { session, store } = useWorkplace()
  const [storeId, setStoreId] = useState(store?.id)
  const [name, setName] = useState('')
  const share = useMutation({
    mutationFn: (body: { storeId: string; name: string }) => answer(api.POST('/api/shared-devices', { body })),
    onSuccess: () => {
      onShared()
      onClose()
    },
  })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (storeId && name.trim() !== '' && !share.isPending) share.mutate({ storeId, name: name.trim() })
  }
  return (
    <Modal
      open
      title={t('till.share')}
      width={440}
      okText={t('till.share')}
      cancelText={t('common:cancel')}
      okButtonProps={{ loading: share.isPending, disabled: !storeId || name.trim() === '' }}
      onOk={() => submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <form className={form.stack} onSubmit={submit}>
        <p>{t('till.shareNote')}</p>
        <ProblemAlert error={share.error} />
        <SelectField
          label={t('common:store')}
          value={storeId}
          options={session.stores.map((s) => ({ value: s.id, label: s.name }))}
          onChange={setStoreId}
        />
        <TextField label={t('till.name')} note={t('till.nameNote')} autoFocus maxLength={40} value={name} onChange={setName} />
      </form>
    </Modal>
  )
}
