import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { MoneyField, TextField } from '../../components/inputs.tsx'
import { keyOf, type PartDraft } from './payout-draft.ts'
import styles from './prepaid-refunds.module.css'
import type { Quote } from './queries.ts'

interface PayoutFieldsProps {
  ways: Quote['ways']
  parts: readonly PartDraft[]
  errorOf: (path: string) => string | undefined
  onChange: (parts: PartDraft[]) => void
}

/** Back where it came from while the channel takes it; otherwise in cash, or by a transfer with a record of its own. */
export function PayoutFields({ ways, parts, errorOf, onChange }: PayoutFieldsProps) {
  const { t } = useTranslation(['prepaid', 'trade'])
  return (
    <div className={styles.parts}>
      {parts.map((part) => {
        const key = keyOf(part)
        const way = ways.find((w) => keyOf(w) === key)
        const edit = (change: Partial<PartDraft>) => onChange(parts.map((p) => (keyOf(p) === key ? { ...p, ...change } : p)))
        const isUsed = part.amount.trim() !== ''
        const isBank = part.kind === 'bank_transfer'
        return (
          <fieldset key={key} className={styles.part}>
            <legend>{part.tenderId ? t('payout.back', { way: t(`trade:tender.${part.kind}`) }) : t(`trade:tender.${part.kind}`)}</legend>
            <MoneyField
              label={t('payout.amount')}
              note={way && wayNote(way, t)}
              value={part.amount}
              disabled={!way?.isOpen}
              maxLength={12}
              error={errorOf(`${key} amount`)}
              onChange={(amount) => edit({ amount })}
            />
            {isUsed && isBank && (
              <>
                <TextField
                  label={t('payout.payee')}
                  value={part.payee}
                  maxLength={60}
                  error={errorOf(`${key} payee`)}
                  onChange={(payee) => edit({ payee })}
                />
                <TextField
                  label={t('payout.account')}
                  note={t('payout.accountNote')}
                  value={part.account}
                  maxLength={60}
                  error={errorOf(`${key} account`)}
                  onChange={(account) => edit({ account })}
                />
              </>
            )}
            {isUsed && part.kind !== 'cash' && (
              <TextField
                label={t('payout.reference')}
                value={part.reference}
                maxLength={100}
                onChange={(reference) => edit({ reference })}
              />
            )}
            {isUsed && part.tenderId === null && ways.some((w) => w.tenderId !== null && w.isOpen) && (
              <TextField
                label={t('payout.reason')}
                value={part.reason}
                maxLength={100}
                placeholder={t('payout.reasonPlaceholder')}
                onChange={(reason) => edit({ reason })}
              />
            )}
          </fieldset>
        )
      })}
    </div>
  )
}

function wayNote(way: Quote['ways'][number], t: TFunction<readonly ['prepaid', 'trade']>): string | undefined {
  if (way.tenderId === null) return undefined
  if (!way.isOpen) return way.until ? t('payout.closed', { day: way.until }) : t('payout.usedUp')
  return way.until ? t('payout.maxUntil', { fen: way.maxFen, day: way.until }) : t('payout.max', { fen: way.maxFen })
}
