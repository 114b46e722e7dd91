import { DownOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Checkbox from 'antd/es/checkbox'
import Input from 'antd/es/input'
import Popover from 'antd/es/popover'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { useCan } from '../session/session-context.tsx'
import styles from './member-file.module.css'
import { savedViewsQuery } from './queries.ts'

interface SavedViewsProps {
  page: string
  /** The list as it stands, as the part of an address after the question mark. */
  query: string
  onOpen: (query: string) => void
}

/** Ways of seeing a list that are wanted again: one's own, and those shared by others. */
export function SavedViews({ page, query, onOpen }: SavedViewsProps) {
  const { t } = useTranslation('memberfile')
  const [isOpen, setOpen] = useState(false)
  const views = useQuery({ ...savedViewsQuery(page), enabled: isOpen })
  const queryClient = useQueryClient()
  const remove = useMutation({
    mutationFn: (viewId: string) => answer(api.DELETE('/api/saved-views/{viewId}', { params: { path: { viewId } } })),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['saved-views'] }),
  })
  const content = (
    <div className={styles.stack} style={{ width: 280 }}>
      {views.data?.items.length === 0 && <span className={styles.soft}>{t('views.none')}</span>}
      <ul className={styles.rows}>
        {views.data?.items.map((view) => (
          <li key={view.id}>
            <Button
              type="link"
              onClick={() => {
                setOpen(false)
                onOpen(view.query)
              }}
            >
              {view.name}
            </Button>
            {view.isShared && <span className={styles.soft}>{t('views.shared')}</span>}
            {view.isOwn && (
              <Button type="text" size="small" style={{ marginLeft: 'auto' }} onClick={() => remove.mutate(view.id)}>
                {t('views.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {query !== '' && <SaveView page={page} query={query} />}
      <ProblemAlert error={views.error ?? remove.error} />
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomLeft" open={isOpen} onOpenChange={setOpen} content={content}>
      <Button icon={<DownOutlined />} iconPlacement="end">
        {t('views.title')}
      </Button>
    </Popover>
  )
}

function SaveView({ page, query }: { page: string; query: string }) {
  const { t } = useTranslation(['memberfile', 'common'])
  const mayShare = useCan('read', 'Setting')
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const queryClient = useQueryClient()
  const save = useMutation({
    mutationFn: () => answer(api.POST('/api/saved-views', { body: { page, name: name.trim(), query, isShared } })),
    onSuccess: () => {
      setName('')
      void queryClient.invalidateQueries({ queryKey: ['saved-views'] })
    },
  })
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '' && !save.isPending) save.mutate()
      }}
    >
      <Input
        aria-label={t('views.name')}
        placeholder={t('views.name')}
        maxLength={30}
        value={name}
        onChange={(e) => setName(e.target.value)}
      />
      {mayShare && (
        <Checkbox checked={isShared} onChange={(e) => setShared(e.target.checked)}>
          {t('views.share')}
        </Checkbox>
      )}
      <Button htmlType="submit" disabled={name.trim() === ''} loading={save.isPending}>
        {t('views.save')}
      </Button>
      <ProblemAlert error={save.error} />
    </form>
  )
}
