import Button from 'antd/es/button'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { NumberField, SelectField, TextField } from '../../components/inputs.tsx'
import { Facts } from '../../components/page-body.tsx'
import styles from './setup.module.css'
import { type SetupDraft, type Step, type Trade, zones } from './setup-draft.ts'
import { TradePicture } from './trade-picture.tsx'

interface StepFieldsProps {
  step: Step
  draft: SetupDraft
  needsCode: boolean
  onChange: (draft: SetupDraft) => void
  errorOf: (path: string) => string | undefined
  onEdit: (step: Step) => void
}

export function StepFields(props: StepFieldsProps) {
  const { t } = useTranslation('setup')
  const { step, draft, needsCode, onChange, errorOf } = props
  const set = (part: Partial<SetupDraft>) => onChange({ ...draft, ...part })
  if (step === 'brand') {
    return (
      <>
        <TextField
          label={t('brandName')}
          note={t('brandNote')}
          value={draft.brandName}
          maxLength={80}
          autoFocus
          error={errorOf('brand.name')}
          onChange={(brandName) => set({ brandName })}
        />
        {needsCode && (
          <TextField
            label={t('code')}
            note={t('codeNote')}
            value={draft.setupCode}
            maxLength={60}
            error={errorOf('setupCode')}
            onChange={(setupCode) => set({ setupCode })}
          />
        )}
      </>
    )
  }
  if (step === 'trade') return <Trades value={draft.trade} error={errorOf('trade')} onChange={(trade) => set({ trade })} />
  if (step === 'store') {
    return (
      <div className={styles.pair}>
        <TextField
          label={t('storeName')}
          note={t('storeNote')}
          value={draft.storeName}
          maxLength={60}
          autoFocus
          error={errorOf('store.name')}
          onChange={(storeName) => set({ storeName })}
        />
        <SelectField
          label={t('zone')}
          note={t('zoneNote')}
          value={draft.zone}
          error={errorOf('store.zone')}
          onChange={(zone) => set({ zone })}
          options={zones.map((zone) => ({ value: zone as string, label: t(`zones.${zone}`) }))}
        />
      </div>
    )
  }
  return step === 'owner' ? <OwnerFields draft={draft} set={set} errorOf={errorOf} /> : <Summary {...props} />
}

const trades: readonly Trade[] = ['hair', 'beauty', 'nail', 'spa']

function Trades({ value, error, onChange }: { value: Trade | undefined; error: string | undefined; onChange: (trade: Trade) => void }) {
  const { t } = useTranslation('setup')
  const choices = useRef<HTMLFieldSetElement>(null)
  // As on the steps with fields: the keys go on where they left off.
  useEffect(() => choices.current?.querySelector<HTMLElement>('input:checked, input')?.focus(), [])
  return (
    <fieldset ref={choices} className={styles.trades} aria-label={t('step.trade.title')}>
      {trades.map((trade) => (
        <label key={trade} className={styles.trade}>
          <input
            type="radio"
            name="trade"
            className="yb-visually-hidden"
            checked={trade === value}
            aria-invalid={Boolean(error)}
            onChange={() => onChange(trade)}
          />
          <TradePicture trade={trade} />
          <strong>{t(`trades.${trade}.name`)}</strong>
          <span>{t(`trades.${trade}.about`)}</span>
        </label>
      ))}
      {error && (
        <div role="alert" className={styles.wrong}>
          {error}
        </div>
      )}
    </fieldset>
  )
}

function OwnerFields({
  draft,
  set,
  errorOf,
}: {
  draft: SetupDraft
  set: (part: Partial<SetupDraft>) => void
  errorOf: (path: string) => string | undefined
}) {
  const { t } = useTranslation('setup')
  return (
    <div className={styles.pair}>
      <TextField
        label={t('ownerName')}
        value={draft.ownerName}
        maxLength={40}
        autoFocus
        error={errorOf('owner.name')}
        onChange={(ownerName) => set({ ownerName })}
      />
      <TextField
        label={t('signInName')}
        note={t('signInNameNote')}
        autoComplete="username"
        value={draft.signInName}
        maxLength={40}
        error={errorOf('owner.signInName')}
        onChange={(signInName) => set({ signInName })}
      />
      <TextField
        label={t('password')}
        note={t('passwordNote')}
        type="password"
        autoComplete="new-password"
        value={draft.password}
        maxLength={200}
        error={errorOf('owner.password')}
        onChange={(password) => set({ password })}
      />
      <NumberField
        label={t('pin')}
        note={t('pinNote')}
        value={draft.pin}
        maxLength={6}
        error={errorOf('owner.pin')}
        onChange={(pin) => set({ pin })}
      />
    </div>
  )
}

/** Everything once more before it is written; each row leads back to its step. */
function Summary({ draft, onEdit }: StepFieldsProps) {
  const { t } = useTranslation('setup')
  const row = (step: Step, label: string, value: string) => ({
    key: label,
    label,
    value: (
      <>
        {value}{' '}
        <Button type="link" onClick={() => onEdit(step)}>
          {t('change')}
        </Button>
      </>
    ),
  })
  return (
    <Facts
      facts={[
        row('brand', t('brandName'), draft.brandName),
        row('trade', t('trade'), draft.trade ? t(`trades.${draft.trade}.name`) : ''),
        row('store', t('storeName'), draft.storeName),
        row('store', t('zone'), t(`zones.${draft.zone}`)),
        row('owner', t('ownerName'), draft.ownerName),
        row('owner', t('signInName'), draft.signInName),
        row('owner', t('pin'), '•'.repeat(draft.pin.length)),
      ]}
    />
  )
}
