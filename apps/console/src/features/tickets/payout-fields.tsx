import { useTranslation } from 'react-i18next'
import { SelectField, TextField } from '../../components/inputs.tsx'
import type { Schema } from '../../lib/schema.ts'
import styles from './tickets.module.css'

export type OutsideKind = 'cash' | 'wechat' | 'alipay' | 'bank_card'
const outsideKinds: readonly OutsideKind[] = ['cash', 'wechat', 'alipay', 'bank_card']
export interface Payout {
  kind: OutsideKind
  reason: string
}
export type Payouts = Readonly<Record<string, Payout>>

interface PayoutFieldsProps {
  sheet: Schema<'RefundWorksheet'>
  payouts: Payouts
  onChange: (tenderId: string, payout: Payout | null) => void
  errorOf: (path: string) => string | undefined
}

/** Money goes back the way it came; another way needs its reason. */
export function PayoutFields({ sheet, payouts, onChange, errorOf }: PayoutFieldsProps) {
  const { t } = useTranslation(['tickets', 'trade'])
  const outside = sheet.tenders.filter(
    (e): e is typeof e & { kind: OutsideKind } => outsideKinds.some((kind) => kind === e.kind) && e.amountFen > 0,
  )
  return outside.map((tender) => {
    const payout = payouts[tender.tenderId]
    const chosen = payout?.kind ?? tender.kind
    return (
      <div key={tender.tenderId} className={styles.payout}>
        <SelectField
          label={t('refund.way', { way: t(`trade:tender.${tender.kind}`), fen: tender.amountFen })}
          value={chosen}
          onChange={(kind) => onChange(tender.tenderId, kind === tender.kind ? null : { kind, reason: payout?.reason ?? '' })}
          options={outsideKinds.map((kind) => ({
            value: kind,
            label: kind === tender.kind ? t('refund.sameWay', { way: t(`trade:tender.${kind}`) }) : t(`trade:tender.${kind}`),
          }))}
        />
        {payout && (
          <TextField
            label={t('refund.wayReason')}
            value={payout.reason}
            maxLength={100}
            error={errorOf(`payout.${tender.tenderId}`)}
            onChange={(reason) => onChange(tender.tenderId, { ...payout, reason })}
          />
        )}
      </div>
    )
  })
}
