import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { MoneyField, TextField } from '../../components/inputs.tsx'
import { useCan } from '../session/session-context.tsx'
import type { GiftDraft } from './ask-draft.ts'
import styles from './prepaid-refunds.module.css'

interface GiftFieldsProps {
  gifts: readonly GiftDraft[]
  onChange: (gifts: GiftDraft[]) => void
}

/** Gifts that came with the purchase: listed for the record; deducting one is for who may decide that. */
export function GiftFields({ gifts, onChange }: GiftFieldsProps) {
  const { t } = useTranslation('prepaid')
  const mayDeduct = useCan('override', 'PrepaidRefund')
  const edit = (key: number, part: Partial<GiftDraft>) => onChange(gifts.map((g) => (g.key === key ? { ...g, ...part } : g)))
  const next = Math.max(0, ...gifts.map((g) => g.key)) + 1
  return (
    <div className={styles.gifts}>
      {gifts.map((gift) => (
        <div key={gift.key} className={styles.gift}>
          <TextField label={t('gift.name')} value={gift.name} maxLength={60} onChange={(name) => edit(gift.key, { name })} />
          <MoneyField label={t('gift.value')} value={gift.value} maxLength={10} onChange={(value) => edit(gift.key, { value })} />
          {mayDeduct && (
            <>
              <MoneyField
                label={t('gift.deduct')}
                value={gift.deduct}
                placeholder="0"
                maxLength={10}
                onChange={(deduct) => edit(gift.key, { deduct })}
              />
              <TextField label={t('gift.reason')} value={gift.reason} maxLength={200} onChange={(reason) => edit(gift.key, { reason })} />
            </>
          )}
          <Button
            icon={<DeleteOutlined aria-hidden="true" />}
            aria-label={t('gift.remove', { name: gift.name })}
            onClick={() => onChange(gifts.filter((g) => g.key !== gift.key))}
          />
        </div>
      ))}
      <Button
        icon={<PlusOutlined aria-hidden="true" />}
        onClick={() => onChange([...gifts, { key: next, name: '', value: '', deduct: '', reason: '' }])}
      >
        {t('gift.add')}
      </Button>
    </div>
  )
}
