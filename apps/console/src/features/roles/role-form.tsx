import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Checkbox from 'antd/es/checkbox'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SelectField, TextField } from '../../components/inputs.tsx'
import { Tag } from '../../components/page-body.tsx'
import form from '../../components/side-form.module.css'
import { SideForm } from '../../components/side-form.tsx'
import { api } from '../../lib/api.ts'
import { roleName } from '../../lib/role-name.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { groupsOf, isSensitive, withAbility } from './ability-groups.ts'
import { rolesQuery } from './queries.ts'
import styles from './roles.module.css'

type Role = Schema<'Role'>

/** A role's name and words. A built-in one is only shown; it can be the beginning of one's own. */
export function RoleForm({ role, onClose }: { role: Role | null; onClose: () => void }) {
  const { t } = useTranslation(['roles', 'common'])
  const { data } = useQuery(rolesQuery)
  const [isCopy, setCopy] = useState(false)
  const isFixed = role?.isBuiltIn === true && !isCopy
  const edited = role?.isBuiltIn ? null : role
  const [name, setName] = useState(edited?.name ?? '')
  const [abilities, setAbilities] = useState<readonly string[]>(role?.abilities ?? [])
  const { save, remove } = useRoleActs(edited, onClose)
  const errors = useFieldErrors(save.error ?? remove.error, { role_name_taken: 'name' })
  const submit = () => {
    if (isFixed) return setCopy(true)
    if (errors.check({ name: name.trim() === '' && t('common:required') })) save.mutate({ name: name.trim(), abilities: [...abilities] })
  }
  const isDirty = !isFixed && (name !== (edited?.name ?? '') || abilities.join() !== (role?.abilities ?? []).join() || isCopy)
  const all = data?.items.find((r) => r.role === 'owner')?.abilities ?? []
  return (
    <SideForm
      title={role === null || isCopy ? t('new') : roleName(t, role)}
      form={errors.form}
      error={errors.rest}
      isDirty={isDirty}
      isSaving={save.isPending}
      saveText={isFixed ? t('copy') : t('common:save')}
      onSave={submit}
      onClose={onClose}
      width={640}
      aside={
        edited && (
          <Button danger loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('remove')}
          </Button>
        )
      }
    >
      {isFixed ? (
        <p className={styles.fixed}>{t('fixed')}</p>
      ) : (
        <>
          <TextField label={t('name')} autoFocus maxLength={40} value={name} error={errors.of('name')} onChange={setName} />
          {role === null && (
            <SelectField
              label={t('start')}
              note={t('startNote')}
              value={undefined}
              placeholder={t('startEmpty')}
              options={(data?.items ?? []).map((r) => ({ value: r.role, label: roleName(t, r) }))}
              onChange={(key) => setAbilities(data?.items.find((r) => r.role === key)?.abilities ?? [])}
            />
          )}
        </>
      )}
      <Abilities all={all} chosen={abilities} isFixed={isFixed} onChange={setAbilities} />
    </SideForm>
  )
}

interface AbilitiesProps {
  all: readonly string[]
  chosen: readonly string[]
  isFixed: boolean
  onChange: (abilities: string[]) => void
}

/** One box per ability; what one does not hold oneself cannot be given. */
function Abilities({ all, chosen, isFixed, onChange }: AbilitiesProps) {
  const { t } = useTranslation('roles')
  const { session } = useWorkplace()
  return (
    <div className={styles.groups}>
      {groupsOf(all).map(({ subject, abilities }) => (
        <fieldset key={subject} className={form.group}>
          <legend className={form.legend}>{t(`subject.${subject}`)}</legend>
          <div className={styles.boxes}>
            {abilities.map((ability) => (
              <Checkbox
                key={ability}
                checked={chosen.includes(ability)}
                disabled={isFixed || (!chosen.includes(ability) && !session.abilities.includes(ability))}
                onChange={(event) => onChange(withAbility(chosen, ability, event.target.checked, all))}
              >
                {t(`ability.${ability}`)} {isSensitive(ability) && <Tag tone="attention">{t('sensitive')}</Tag>}
              </Checkbox>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  )
}

function useRoleActs(edited: Role | null, onDone: () => void) {
  const queryClient = useQueryClient()
  const version = { 'If-Match': `"${edited?.version ?? 0}"` }
  const path = { role: edited?.role ?? '' }
  const onSuccess = () => {
    for (const key of ['roles', 'settings', 'session', 'staff']) void queryClient.invalidateQueries({ queryKey: [key] })
    onDone()
  }
  const save = useMutation({
    mutationFn: (body: { name: string; abilities: string[] }) =>
      edited
        ? answer(api.PATCH('/api/roles/{role}', { params: { path }, body, headers: version }))
        : answer(api.POST('/api/roles', { body: { ...body, requiresFactor: false } })),
    onSuccess,
  })
  const remove = useMutation({
    mutationFn: () => answer(api.DELETE('/api/roles/{role}', { params: { path }, headers: version })),
    onSuccess,
  })
  return { save, remove }
}
