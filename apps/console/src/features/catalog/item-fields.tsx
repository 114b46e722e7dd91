import { useQuery } from '@tanstack/react-query'
import Checkbox from 'antd/es/checkbox'
import Select from 'antd/es/select'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { AreaField, MoneyField, NumberField, SelectField, TextField } from '../../components/inputs.tsx'
import form from '../../components/side-form.module.css'
import { formatFen, parseYuan } from '../../lib/money.ts'
import { CustomInputs } from '../member-file/custom-values.tsx'
import styles from './catalog.module.css'
import type { ItemDraft } from './item-draft.ts'
import { PassFields } from './pass-fields.tsx'
import { categoriesQuery } from './queries.ts'

export interface ItemFieldsProps {
  draft: ItemDraft
  onChange: (draft: ItemDraft) => void
  errorOf: (path: string) => string | undefined
  withPrice: boolean
  isNew: boolean
}

export function ItemFields(props: ItemFieldsProps) {
  const { t } = useTranslation('catalog')
  const { draft, onChange, errorOf, withPrice, isNew } = props
  const set = (part: Partial<ItemDraft>) => onChange({ ...draft, ...part })
  return (
    <>
      <TextField
        label={t('name')}
        value={draft.name}
        maxLength={60}
        autoFocus={isNew}
        error={errorOf('name')}
        onChange={(name) => set({ name })}
      />
      {draft.kind !== 'top_up' && <CategoryField {...props} set={set} />}
      {draft.kind !== 'top_up' && withPrice && (
        <MoneyField
          label={t('brandPrice')}
          note={t('brandPriceNote')}
          value={draft.price}
          error={errorOf('priceFen')}
          onChange={(price) => set({ price })}
        />
      )}
      {draft.kind === 'service' && (
        <NumberField
          label={t('duration')}
          suffix={t('minutesUnit')}
          maxLength={3}
          value={draft.minutes}
          error={errorOf('minutes')}
          onChange={(minutes) => set({ minutes })}
        />
      )}
      {draft.kind === 'product' && <BarcodeField {...props} set={set} />}
      {draft.kind === 'product' && (
        <CustomInputs subject="product" drafts={draft.fields} errorOf={errorOf} onChange={(fields) => set({ fields })} />
      )}
      {draft.kind === 'pass' && <PassFields draft={draft} set={set} errorOf={errorOf} />}
      {draft.kind === 'top_up' && <TopUpFields {...props} set={set} />}
      <Checkbox checked={draft.isFavourite} onChange={(e) => set({ isFavourite: e.target.checked })}>
        {t('favouriteLong')}
      </Checkbox>
      <details>
        <summary>{t('moreFields')}</summary>
        <div className={form.stack} style={{ paddingTop: 12 }}>
          <div className={form.pair}>
            <TextField
              label={t('code')}
              note={isNew ? t('codeNote') : undefined}
              value={draft.code}
              maxLength={20}
              error={errorOf('code')}
              onChange={(code) => set({ code: code.toUpperCase() })}
            />
            <TextField
              label={t('unit')}
              value={draft.unit}
              maxLength={8}
              placeholder={t('unitHint')}
              error={errorOf('unit')}
              onChange={(unit) => set({ unit })}
            />
          </div>
          <AreaField label={t('note')} value={draft.note} maxLength={500} onChange={(note) => set({ note })} />
        </div>
      </details>
    </>
  )
}

type PartProps = ItemFieldsProps & { set: (part: Partial<ItemDraft>) => void }

function CategoryField({ draft, errorOf, set }: PartProps) {
  const { t } = useTranslation('catalog')
  const categories = useQuery(categoriesQuery)
  const options = (categories.data?.items ?? [])
    .filter((c) => c.kind === draft.kind && (c.isActive || c.id === draft.categoryId))
    .map((c) => ({ value: c.id, label: c.name }))
  return (
    <SelectField
      label={t('category')}
      placeholder={t('noCategory')}
      allowClear
      onClear={() => set({ categoryId: undefined })}
      value={draft.categoryId}
      error={errorOf('categoryId')}
      onChange={(categoryId) => set({ categoryId })}
      options={options}
    />
  )
}

/** Typed or scanned: a scanner ends each code with Enter. */
function BarcodeField({ draft, errorOf, set }: PartProps) {
  const { t } = useTranslation('catalog')
  return (
    <Field label={t('barcodes')} note={t('barcodesNote')} error={errorOf('barcodes') ?? errorOf('barcodes.0')}>
      {(control) => (
        // The scanner types here like anybody: what it reads is a barcode of this item.
        <div data-scan="here">
          <Select
            {...control}
            mode="tags"
            open={false}
            suffixIcon={null}
            style={{ width: '100%' }}
            tokenSeparators={[',', ' ', '，']}
            value={draft.barcodes}
            onChange={(barcodes: string[]) => set({ barcodes: barcodes.map((b) => b.trim().toUpperCase()) })}
          />
        </div>
      )}
    </Field>
  )
}

function TopUpFields({ draft, errorOf, set }: PartProps) {
  const { t } = useTranslation('catalog')
  const amountFen = parseYuan(draft.amount)
  const bonusFen = parseYuan(draft.bonus || '0')
  return (
    <>
      <div className={form.pair}>
        <MoneyField
          label={t('topUpAmount')}
          value={draft.amount}
          error={errorOf('topUp.amountFen')}
          onChange={(amount) => set({ amount })}
        />
        <MoneyField label={t('topUpBonus')} value={draft.bonus} error={errorOf('topUp.bonusFen')} onChange={(bonus) => set({ bonus })} />
      </div>
      <NumberField
        label={t('topUpMonths')}
        note={t('topUpMonthsNote')}
        maxLength={2}
        value={draft.bonusMonths}
        error={errorOf('topUp.bonusMonths')}
        onChange={(bonusMonths) => set({ bonusMonths })}
      />
      {amountFen !== null && amountFen > 0 && bonusFen !== null && (
        <div className={styles.sum}>{t('topUpSum', { amount: formatFen(amountFen), total: formatFen(amountFen + bonusFen) })}</div>
      )}
    </>
  )
}
