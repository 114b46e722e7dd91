import { DeleteOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Segmented from 'antd/es/segmented'
import { useTranslation } from 'react-i18next'
import { NumberField, SelectField } from '../../components/inputs.tsx'
import form from '../../components/side-form.module.css'
import styles from './catalog.module.css'
import { type ComponentDraft, emptyComponent, type ItemDraft } from './item-draft.ts'
import { servicesQuery } from './queries.ts'

interface PassFieldsProps {
  draft: ItemDraft
  set: (part: Partial<ItemDraft>) => void
  errorOf: (path: string) => string | undefined
}

/** Counted sessions or unlimited by time; which services; how long it lasts. */
export function PassFields({ draft, set, errorOf }: PassFieldsProps) {
  const { t } = useTranslation('catalog')
  const change = (index: number, part: Partial<ComponentDraft>) =>
    set({ components: draft.components.map((c, i) => (i === index ? { ...c, ...part } : c)) })
  return (
    <>
      <Segmented
        block
        value={draft.isUnlimited ? 'time' : 'count'}
        onChange={(value) => set({ isUnlimited: value === 'time' })}
        options={[
          { value: 'count', label: t('byCount') },
          { value: 'time', label: t('byTime') },
        ]}
      />
      <fieldset className={form.group}>
        <legend className={form.legend}>{t('contents')}</legend>
        {draft.components.map((component, index) => (
          <Component
            // The rows have no name of their own; their place is what the server's complaints point at.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            component={component}
            isUnlimited={draft.isUnlimited}
            errorOf={(path) => errorOf(`pass.components.${index}.${path}`)}
            onChange={(part) => change(index, part)}
            onRemove={draft.components.length > 1 ? () => set({ components: draft.components.filter((_, i) => i !== index) }) : undefined}
          />
        ))}
        <Button style={{ marginTop: 8 }} onClick={() => set({ components: [...draft.components, emptyComponent()] })}>
          {t('addService')}
        </Button>
      </fieldset>
      <div className={form.pair}>
        <NumberField
          label={t('validity')}
          suffix={t('daysUnit')}
          placeholder={draft.isUnlimited ? '' : t('noExpiry')}
          maxLength={4}
          value={draft.validityDays}
          error={errorOf('pass.validityDays')}
          onChange={(validityDays) => set({ validityDays })}
        />
        {!draft.isUnlimited && draft.validityDays !== '' && (
          <SelectField
            label={t('countsFrom')}
            value={draft.validityFrom}
            onChange={(validityFrom) => set({ validityFrom })}
            options={[
              { value: 'sale', label: t('fromSale') },
              { value: 'first_use', label: t('fromFirstUse') },
            ]}
          />
        )}
      </div>
    </>
  )
}

interface ComponentProps {
  component: ComponentDraft
  isUnlimited: boolean
  errorOf: (path: string) => string | undefined
  onChange: (part: Partial<ComponentDraft>) => void
  onRemove: (() => void) | undefined
}

function Component({ component, isUnlimited, errorOf, onChange, onRemove }: ComponentProps) {
  const { t } = useTranslation('catalog')
  const services = useQuery(servicesQuery)
  const options = (services.data ?? [])
    .filter((s) => s.isActive || s.id === component.serviceItemId)
    .map((s) => ({ value: s.id, label: s.name }))
  return (
    <div className={`${styles.component} ${isUnlimited ? styles.componentDays : ''}`}>
      <SelectField
        search
        label={t('service')}
        placeholder={t('chooseService')}
        value={component.serviceItemId}
        error={errorOf('serviceItemId')}
        onChange={(serviceItemId) => onChange({ serviceItemId })}
        options={options}
      />
      {!isUnlimited && (
        <NumberField
          label={t('sessions')}
          maxLength={4}
          value={component.sessions}
          error={errorOf('sessions')}
          onChange={(sessions) => onChange({ sessions })}
        />
      )}
      {!isUnlimited && (
        <NumberField
          label={t('gifted')}
          maxLength={4}
          value={component.giftedSessions}
          onChange={(giftedSessions) => onChange({ giftedSessions })}
        />
      )}
      {onRemove && (
        <Button
          className={styles.remove}
          type="text"
          icon={<DeleteOutlined aria-hidden="true" />}
          aria-label={t('removeService')}
          title={t('removeService')}
          onClick={onRemove}
        />
      )}
    </div>
  )
}
