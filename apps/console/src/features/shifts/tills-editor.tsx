import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { TextField } from '../../components/inputs.tsx'
import { Section, Tag } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { forgetShifts, tillsQuery } from './queries.ts'
import styles from './shifts.module.css'
import { type Till, useTillName } from './use-drawer.ts'

/** The tills of the store at hand: added, named, put away. */
export function TillsEditor() {
  const { t } = useTranslation(['shifts', 'common'])
  const { store } = useWorkplace()
  const mayManage = useCan('manage', 'Till')
  const tills = useQuery({ ...tillsQuery(store?.id ?? ''), enabled: store !== undefined })
  const [edited, setEdited] = useState<Till | 'new' | null>(null)
  const columns = useColumns(mayManage ? setEdited : undefined)
  if (!store) return null
  return (
    <Section
      title={t('tills.title')}
      note={t('tills.note', { store: store.name })}
      side={mayManage && <Button onClick={() => setEdited('new')}>{t('tills.add')}</Button>}
    >
      {tills.isPending && <Bones heights={[36, 48]} />}
      {!tills.data && <QueryProblem query={tills} />}
      {tills.data?.items.length === 0 && <p className={styles.soft}>{t('tills.none')}</p>}
      {tills.data && tills.data.items.length > 0 && (
        <DataTable<Till>
          label={t('tills.title')}
          columns={columns}
          rows={tills.data.items}
          rowKey={(row) => row.id}
          isMuted={(row) => !row.isActive}
        />
      )}
      {edited && <TillDialog storeId={store.id} till={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Section>
  )
}

function useColumns(onEdit: ((till: Till) => void) | undefined): Column<Till>[] {
  const { t } = useTranslation('shifts')
  const tillName = useTillName()
  return [
    { key: 'name', title: t('till.label'), render: (row) => tillName(row) },
    {
      key: 'state',
      title: t('tills.state'),
      render: (row) =>
        row.openShift ? <Tag tone="done">{t('tills.working')}</Tag> : <Tag>{row.isActive ? t('tills.resting') : t('tills.away')}</Tag>,
    },
    {
      key: 'edit',
      title: '',
      align: 'right',
      render: (row) => onEdit && <Button onClick={() => onEdit(row)}>{t('tills.rename')}</Button>,
    },
  ]
}

function TillDialog({ storeId, till, onClose }: { storeId: string; till: Till | null; onClose: () => void }) {
  const { t } = useTranslation(['shifts', 'common'])
  const queryClient = useQueryClient()
  const [name, setName] = useState(till?.name ?? '')
  const save = useMutation({
    mutationFn: (change: { name?: string; isActive?: boolean }) =>
      till
        ? answer(
            api.PATCH('/api/tills/{tillId}', {
              params: { path: { tillId: till.id } },
              headers: { 'If-Match': `"${till.version}"` },
              body: change,
            }),
          )
        : answer(api.POST('/api/tills', { body: { storeId, name: change.name ?? '' } })),
    onSuccess: onClose,
    onSettled: () => forgetShifts(queryClient),
  })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    save.mutate({ name: name.trim() })
  }
  return (
    <Modal
      open
      title={till ? t('tills.rename') : t('tills.add')}
      width={400}
      okText={t('common:save')}
      confirmLoading={save.isPending}
      onOk={() => submit()}
      onCancel={onClose}
      footer={(buttons) => (
        <div className={styles.foot}>
          {till && (
            <Button danger={till.isActive} style={{ marginRight: 'auto' }} onClick={() => save.mutate({ isActive: !till.isActive })}>
              {till.isActive ? t('tills.putAway') : t('tills.takeBack')}
            </Button>
          )}
          {buttons}
        </div>
      )}
      destroyOnHidden
    >
      <form className={styles.stack} onSubmit={submit}>
        <TextField
          label={t('tills.name')}
          placeholder={t('tills.namePlaceholder')}
          value={name}
          maxLength={20}
          autoFocus
          onChange={setName}
        />
        <ProblemAlert error={save.error} />
      </form>
    </Modal>
  )
}
