import { PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Switch from 'antd/es/switch'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable, MainCell } from '../../components/data-table.tsx'
import { PageBody, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { roleName } from '../../lib/role-name.ts'
import type { Schema } from '../../lib/schema.ts'
import { rolesQuery } from './queries.ts'
import { RoleForm } from './role-form.tsx'

type Role = Schema<'Role'>

/** What each role may do, and of whom a second factor is asked. */
export function RolesPage() {
  const { t } = useTranslation('roles')
  const roles = useQuery(rolesQuery)
  const [open, setOpen] = useState<Role | 'new'>()
  const require = useRequireFactor()
  const rows = roles.data?.items ?? []
  return (
    <>
      <PageHeader title={t('title')} about={t('about')}>
        <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setOpen('new')}>
          {t('new')}
        </Button>
      </PageHeader>
      <PageBody>
        <ProblemAlert error={require.error} />
        {!roles.data && <QueryProblem query={roles} />}
        {roles.isPending && <Bones heights={[48, 48, 48, 48]} />}
        {rows.length > 0 && (
          <DataTable<Role>
            label={t('title')}
            rows={rows}
            rowKey={(row) => row.role}
            onOpen={setOpen}
            columns={[
              {
                key: 'name',
                title: t('role'),
                render: (row) => (
                  <MainCell
                    title={
                      <>
                        {roleName(t, row)} {row.isBuiltIn || <Tag tone="brand">{t('own')}</Tag>}
                      </>
                    }
                    sub={row.isBuiltIn ? t(`what.${row.role}`) : t('abilities', { count: row.abilities.length })}
                  />
                ),
              },
              { key: 'holders', title: t('holders'), align: 'right', from: 'tablet', render: (row) => row.holders },
              {
                key: 'factor',
                title: t('factor'),
                align: 'right',
                render: (row) => (
                  // biome-ignore lint/a11y/noStaticElementInteractions: keeps a press of the switch from opening the row
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the switch has its own keys; the row ignores keys of what stands in it
                  <span onClick={(event) => event.stopPropagation()}>
                    <Switch
                      aria-label={t('factorOf', { role: roleName(t, row) })}
                      checked={row.requiresFactor}
                      loading={require.isPending && require.variables?.role === row.role}
                      onChange={(requiresFactor) => require.mutate({ ...row, requiresFactor })}
                    />
                  </span>
                ),
              },
            ]}
          />
        )}
      </PageBody>
      {open && <RoleForm key={open === 'new' ? 'new' : open.role} role={open === 'new' ? null : open} onClose={() => setOpen(undefined)} />}
    </>
  )
}

function useRequireFactor() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ role, version, requiresFactor }: Role) =>
      answer(
        api.PATCH('/api/roles/{role}', { params: { path: { role } }, body: { requiresFactor }, headers: { 'If-Match': `"${version}"` } }),
      ),
    onSettled: () => {
      for (const key of ['roles', 'session']) void queryClient.invalidateQueries({ queryKey: [key] })
    },
  })
}
