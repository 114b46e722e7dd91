import { DeleteOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Checkbox from 'antd/es/checkbox'
import Select from 'antd/es/select'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NumberField, TextField } from '../../components/inputs.tsx'
import form from '../../components/side-form.module.css'
import { SideForm } from '../../components/side-form.tsx'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { api } from '../../lib/api.ts'
import { isProblem } from '../../lib/problems.ts'
import { roleName } from '../../lib/role-name.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { Devices } from '../account/devices.tsx'
import { rolesQuery } from '../roles/queries.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { pinFault } from '../setup/setup-draft.ts'
import { staffQuery } from './queries.ts'
import styles from './staff.module.css'

type Person = Schema<'StaffEntry'>
type Grant = Schema<'RoleGrant'>

/** How somebody signs in and what they may do where. Saved, their sessions end: the new rights hold at once. */
export function AccountForm({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation(['staff', 'setup', 'common'])
  const queryClient = useQueryClient()
  const isNew = person.account === null
  const [version, setVersion] = useState(person.version)
  const [signInName, setSignInName] = useState(person.account?.signInName ?? '')
  const [password, setPassword] = useState('')
  const [pin, setPin] = useState('')
  const [dropsPin, setDropsPin] = useState(false)
  const held = person.account?.roles.map(({ role, storeId }) => ({ role, storeId }))
  const [grants, setGrants] = useState<Grant[]>(held ?? [{ role: 'stylist', storeId: person.homeStoreId }])
  const mayDevices = useCan('manage', 'Session')
  const save = useSaveAccount(person.id, version, onClose)
  const errors = useFieldErrors(save.error, { sign_in_name_taken: 'signInName', password_required: 'password' })
  const isStale = isProblem(save.error, 'version_stale')
  const reload = async () => {
    const pages = await queryClient.fetchInfiniteQuery({ ...staffQuery, staleTime: 0 })
    const fresh = pages.pages.flatMap((p) => p.items).find((p) => p.id === person.id)
    if (fresh) setVersion(fresh.version)
    save.reset()
  }
  const submit = () => {
    const pinWrong = pin === '' ? null : pinFault(pin)
    const isWell = errors.check({
      signInName: !/^[^\s/]{2,40}$/.test(signInName.trim()) && t('setup:signInNameWrong'),
      password: (isNew || password !== '') && password.length < 8 && t('setup:passwordShort'),
      pin: pinWrong && t(`setup:${pinWrong}`),
    })
    if (isWell)
      save.mutate({
        signInName: signInName.trim().toLowerCase(),
        roles: grants,
        ...(password ? { password } : {}),
        ...(pin ? { pin } : dropsPin ? { pin: null } : {}),
      })
  }
  const isDirty =
    signInName !== (person.account?.signInName ?? '') ||
    password !== '' ||
    pin !== '' ||
    dropsPin ||
    JSON.stringify(grants) !== JSON.stringify(held ?? [])
  return (
    <SideForm
      title={t('accountOf', { name: person.name })}
      form={errors.form}
      error={isStale ? null : errors.rest}
      isDirty={isDirty}
      isSaving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      {isStale && <StaleNotice onReload={reload} />}
      <TextField
        label={t('signInName')}
        note={t('setup:signInNameNote')}
        value={signInName}
        maxLength={40}
        autoFocus={isNew}
        error={errors.of('signInName')}
        onChange={setSignInName}
      />
      <GrantFields grants={grants} onChange={setGrants} />
      <SecretFields
        person={person}
        password={password}
        pin={pin}
        dropsPin={dropsPin}
        errorOf={errors.of}
        onPassword={setPassword}
        onPin={setPin}
        onDropPin={setDropsPin}
      />
      <p className={styles.note}>{t('sessionsEnd')}</p>
      {!isNew && mayDevices && (
        <div className={styles.devices}>
          <Devices staffId={person.id} />
        </div>
      )}
    </SideForm>
  )
}

interface SecretFieldsProps {
  person: Person
  password: string
  pin: string
  dropsPin: boolean
  errorOf: (path: string) => string | undefined
  onPassword: (password: string) => void
  onPin: (pin: string) => void
  onDropPin: (drops: boolean) => void
}

function SecretFields({ person, password, pin, dropsPin, errorOf, onPassword, onPin, onDropPin }: SecretFieldsProps) {
  const { t } = useTranslation(['staff', 'setup'])
  return (
    <>
      <div className={form.pair}>
        <TextField
          label={person.account === null ? t('setup:password') : t('newPassword')}
          note={person.account === null ? t('setup:passwordNote') : t('keepEmpty')}
          type="password"
          autoComplete="new-password"
          value={password}
          maxLength={200}
          error={errorOf('password')}
          onChange={onPassword}
        />
        <NumberField
          label={person.account?.hasPin ? t('newPin') : t('setup:pin')}
          note={person.account?.hasPin ? t('keepEmpty') : t('setup:pinNote')}
          value={pin}
          maxLength={6}
          disabled={dropsPin}
          error={errorOf('pin')}
          onChange={onPin}
        />
      </div>
      {person.account?.hasPin && (
        <Checkbox checked={dropsPin} onChange={(e) => onDropPin(e.target.checked)}>
          {t('dropPin')}
        </Checkbox>
      )}
    </>
  )
}

function useSaveAccount(staffId: string, version: number, onSaved: () => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: Schema<'AccountChange'>) =>
      answer(api.PUT('/api/staff/{staffId}/account', { params: { path: { staffId } }, body, headers: { 'If-Match': `"${version}"` } })),
    onSuccess: () => {
      for (const key of ['staff', 'approvers', 'session', 'sessions']) void queryClient.invalidateQueries({ queryKey: [key] })
      onSaved()
    },
  })
}

/** Role by store: one person may be manager here and stylist there. */
function GrantFields({ grants, onChange }: { grants: readonly Grant[]; onChange: (grants: Grant[]) => void }) {
  const { t } = useTranslation(['staff', 'common'])
  const { session } = useWorkplace()
  const { data } = useQuery(rolesQuery)
  // Nobody gives what they may not do themselves; the server decides, here it is only not offered.
  const options = (data?.items ?? []).map((role) => ({
    value: role.role,
    label: roleName(t, role),
    disabled: !role.abilities.every((ability) => session.abilities.includes(ability)),
  }))
  const change = (index: number, part: Partial<Grant>) => onChange(grants.map((g, i) => (i === index ? { ...g, ...part } : g)))
  const free = session.stores.find((s) => !grants.some((g) => g.storeId === s.id))
  return (
    <fieldset className={form.group}>
      <legend className={form.legend}>{t('roles')}</legend>
      <div className={styles.grants}>
        {grants.map((grant, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same role may stand in two rows while it is edited
          <div key={index} className={styles.grant}>
            <Select
              aria-label={t('role')}
              value={grant.role}
              onChange={(role) => change(index, { role })}
              options={options}
              loading={data === undefined}
            />
            <Select
              aria-label={t('where')}
              value={grant.storeId ?? ''}
              onChange={(storeId) => change(index, { storeId: storeId || null })}
              options={[{ value: '', label: t('allStores') }, ...session.stores.map((s) => ({ value: s.id, label: s.name }))]}
            />
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden="true" />}
              aria-label={t('removeRole')}
              title={t('removeRole')}
              onClick={() => onChange(grants.filter((_, i) => i !== index))}
            />
          </div>
        ))}
        <div>
          <Button onClick={() => onChange([...grants, { role: 'stylist', storeId: free?.id ?? null }])}>{t('addRole')}</Button>
        </div>
      </div>
    </fieldset>
  )
}
