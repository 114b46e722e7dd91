import { ArrowRightOutlined } from '@ant-design/icons'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { Facts } from '../../components/page-body.tsx'
import type { Schema } from '../../lib/schema.ts'
import { Amount } from '../members/lot-item.tsx'
import { useLineName } from '../tickets/ticket-words.tsx'
import styles from './cards.module.css'
import { quantityOf } from './transfer-draft.ts'

type Quote = Schema<'TransferQuote'>

/** What moves, and what both own before → after. */
export function TransferFigures({ quote }: { quote: Quote }) {
  const { t } = useTranslation('cards')
  const lotName = useLineName()
  return (
    <div className={styles.figures} aria-live="polite">
      <Facts
        facts={[
          ...quote.lines.map((line) => ({
            key: line.lotId,
            label: lotName(line.name),
            value: <Amount unit={line.unit} quantity={line.quantity} />,
          })),
          { key: 'total', label: t('transfer.value'), value: <Money fen={quote.valueFen} size="large" />, isTotal: true },
        ]}
      />
      <Side title={t('transfer.giver')} side={quote.from} />
      <Side title={t('transfer.receiver')} side={quote.to} />
    </div>
  )
}

const shown = ['principalFen', 'bonusFen', 'rebateFen', 'passSessions', 'passValueFen', 'points'] as const

function Side({ title, side: { before, after } }: { title: string; side: Quote['from'] }) {
  const { t } = useTranslation('cards')
  const value = (key: (typeof shown)[number], amount: number) => (key.endsWith('Fen') ? <Money fen={amount} /> : amount)
  return (
    <div>
      <h3 className={styles.sideTitle}>{title}</h3>
      <Facts
        facts={shown
          .filter((key) => before[key] !== after[key])
          .map((key) => ({
            key,
            label: t(`balance.${key}`),
            value: (
              <>
                {value(key, before[key])} <ArrowRightOutlined aria-label="→" /> <strong>{value(key, after[key])}</strong>
              </>
            ),
          }))}
      />
    </div>
  )
}

interface TransferLotsProps {
  lots: readonly Schema<'Lot'>[]
  amounts: Readonly<Record<string, string>>
  error: string | undefined
  onChange: (amounts: Record<string, string>) => void
}

/** How much of each lot goes; an unlimited pass goes whole or stays. */
export function TransferLots({ lots, amounts, error, onChange }: TransferLotsProps) {
  const { t } = useTranslation(['cards', 'trade'])
  const lotName = useLineName()
  const set = (lotId: string, text: string) => onChange({ ...amounts, [lotId]: text })
  return (
    <fieldset className={styles.lots} aria-label={t('transfer.parts')}>
      {error && (
        <div className={styles.wrong} role="alert">
          {error}
        </div>
      )}
      {lots.map((lot) => {
        const text = amounts[lot.id] ?? ''
        const isWrong = quantityOf(lot, text) === null
        const all = lot.unit === 'fen' ? String(lot.remaining / 100) : String(lot.remaining)
        return (
          <div key={lot.id} className={styles.lot}>
            <span className={styles.lotName}>
              <strong className="yb-truncate">{lotName(lot.name)}</strong>
              <span className={styles.soft}>
                {t(`trade:lotKind.${lot.kind}`)} · <Amount unit={lot.unit} quantity={lot.remaining} />
              </span>
            </span>
            <Input
              aria-label={t('transfer.howMuch', { name: lotName(lot.name) })}
              aria-invalid={isWrong}
              status={isWrong ? 'error' : ''}
              inputMode="decimal"
              className={styles.amount}
              disabled={lot.isFrozen || lot.unit === 'day'}
              value={text}
              onChange={(e) => set(lot.id, e.target.value)}
            />
            <Button disabled={lot.isFrozen} onClick={() => set(lot.id, text === all ? '' : all)}>
              {text === all ? t('transfer.nothing') : t('transfer.allOfIt')}
            </Button>
          </div>
        )
      })}
    </fieldset>
  )
}
