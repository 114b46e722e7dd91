import { useQuery } from '@tanstack/react-query'
import Segmented from 'antd/es/segmented'
import Select from 'antd/es/select'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { AreaField, SelectField, TextField } from '../../components/inputs.tsx'
import { CustomInputs } from '../member-file/custom-values.tsx'
import { colleaguesQuery } from '../member-file/queries.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { BirthdayField } from './birthday-field.tsx'
import type { MemberDraft, Sex } from './member-draft.ts'
import styles from './members.module.css'
import { levelsQuery, tagsQuery } from './queries.ts'

interface MemberFieldsProps {
  draft: MemberDraft
  onChange: (draft: MemberDraft) => void
  errorOf: (path: string) => string | undefined
  /** Stands right below name and phone. */
  warning?: ReactNode
  isNew: boolean
}

const sexes: readonly Sex[] = ['female', 'male', 'other']

/** Name, phone, sex and allergies first; the rest folded. */
export function MemberFields({ draft, onChange, errorOf, warning, isNew }: MemberFieldsProps) {
  const { t } = useTranslation('members')
  const set = (part: Partial<MemberDraft>) => onChange({ ...draft, ...part })
  return (
    <>
      <div className={styles.pair}>
        <TextField
          label={t('name')}
          value={draft.name}
          autoFocus={isNew}
          maxLength={40}
          error={errorOf('name')}
          onChange={(name) => set({ name })}
        />
        <TextField
          label={t('phone')}
          value={draft.phone}
          type="tel"
          inputMode="tel"
          maxLength={30}
          note={t('phoneNote')}
          error={errorOf('phone')}
          onChange={(phone) => set({ phone })}
        />
      </div>
      {warning}
      <Field label={t('sex')}>
        {({ id }) => (
          <Segmented
            id={id}
            block
            value={draft.sex ?? ''}
            onChange={(sex) => set({ sex: sex === '' ? null : (sex as Sex) })}
            options={sexes.map((value) => ({ value, label: t(`sexes.${value}`) }))}
          />
        )}
      </Field>
      <div className={styles.allergyField}>
        <AreaField
          label={t('allergies')}
          value={draft.allergies}
          maxLength={2000}
          note={t('allergiesNote')}
          error={errorOf('allergies')}
          onChange={(allergies) => set({ allergies })}
        />
      </div>
      {isNew && (
        <CustomInputs subject="member" drafts={draft.fields} errorOf={errorOf} onChange={(fields) => set({ fields })} onlyRequired />
      )}
      <details className={styles.fold} open={!isNew}>
        <summary>{t('moreFields')}</summary>
        <div className={styles.foldBody}>
          <MoreFields draft={draft} set={set} errorOf={errorOf} isNew={isNew} />
        </div>
      </details>
    </>
  )
}

function MoreFields({
  draft,
  set,
  errorOf,
  isNew,
}: {
  draft: MemberDraft
  set: (part: Partial<MemberDraft>) => void
  errorOf: (path: string) => string | undefined
  isNew: boolean
}) {
  const { t } = useTranslation('members')
  const { session } = useWorkplace()
  const levels = useQuery(levelsQuery)
  const tags = useQuery(tagsQuery)
  const colleagues = useQuery(colleaguesQuery(draft.homeStoreId))
  const mayLevel = session.abilities.includes('manage Level')
  return (
    <>
      <BirthdayField value={draft.birthday} error={errorOf('birthday')} onChange={(birthday) => set({ birthday })} />
      <AreaField
        label={t('preferences')}
        value={draft.preferences}
        maxLength={2000}
        placeholder={t('preferencesHint')}
        onChange={(preferences) => set({ preferences })}
      />
      <AreaField label={t('notes')} value={draft.notes} maxLength={2000} onChange={(notes) => set({ notes })} />
      {isNew && (
        <Field label={t('tags')}>
          {(control) => (
            <Select
              {...control}
              mode="multiple"
              style={{ width: '100%' }}
              value={draft.tagIds}
              onChange={(tagIds: string[]) => set({ tagIds })}
              options={(tags.data?.items ?? []).filter((tag) => !tag.isAuto).map((tag) => ({ value: tag.id, label: tag.name }))}
              showSearch={{ optionFilterProp: 'label' }}
            />
          )}
        </Field>
      )}
      <div className={styles.pair}>
        <TextField
          label={t('source')}
          value={draft.source}
          maxLength={40}
          placeholder={t('sourceHint')}
          onChange={(source) => set({ source })}
        />
        <SelectField
          label={t('homeStore')}
          value={draft.homeStoreId}
          error={errorOf('homeStoreId')}
          onChange={(homeStoreId) => set({ homeStoreId })}
          options={session.stores.map((s) => ({ value: s.id, label: s.name }))}
        />
        <SelectField
          label={t('level')}
          value={draft.levelId}
          placeholder={t('lowestLevel')}
          disabled={!isNew && !mayLevel}
          error={errorOf('levelId')}
          onChange={(levelId) => set({ levelId })}
          options={(levels.data?.items ?? []).map((l) => ({ value: l.id, label: l.name }))}
        />
        <SelectField
          label={t('adviser')}
          allowClear
          onClear={() => set({ adviserId: undefined })}
          value={draft.adviserId}
          error={errorOf('adviserId')}
          onChange={(adviserId) => set({ adviserId })}
          options={(colleagues.data?.items ?? [])
            .filter((s) => s.isActive || s.id === draft.adviserId)
            .map((s) => ({ value: s.id, label: s.name }))}
          search
        />
      </div>
      <CustomInputs subject="member" drafts={draft.fields} errorOf={errorOf} onChange={(fields) => set({ fields })} />
    </>
  )
}
