import Checkbox from 'antd/es/checkbox'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { countsFen } from '../../lib/amount-lines.ts'
import type { Schema } from '../../lib/schema.ts'
import { AmountPick } from './amount-pick.tsx'
import { refundableOf } from './refundable.ts'
import { useLineName } from './ticket-words.tsx'
import styles from './tickets.module.css'
import { WhoseLine } from './who.tsx'

type Ticket = Schema<'Ticket'>

export interface Choice {
  quantity: number
  restock: boolean
}
export type Choices = Readonly<Record<string, Choice>>

/** Which lines, how many of each, and whether goods go back on the shelf. */
export function RefundLines({
  ticket,
  choices,
  onChange,
}: {
  ticket: Ticket
  choices: Choices
  onChange: (lineId: string, choice: Choice) => void
}) {
  return (
    <div className={styles.lines}>
      {ticket.lines
        .filter((line) => line.kind !== 'rounding')
        .map((line) => (
          <RefundLine
            key={line.id}
            line={line}
            choice={choices[line.id] ?? { quantity: 0, restock: false }}
            onChange={(choice) => onChange(line.id, choice)}
          />
        ))}
    </div>
  )
}

function RefundLine({ line, choice, onChange }: { line: Ticket['lines'][number]; choice: Choice; onChange: (choice: Choice) => void }) {
  const { t } = useTranslation('tickets')
  const lineName = useLineName()
  const name = lineName(line.name)
  const left = refundableOf(line)
  const step = (by: number) => onChange({ ...choice, quantity: Math.min(left, Math.max(0, choice.quantity + by)) })
  return (
    <div className={styles.pick}>
      <div className={`${styles.pickName} ${left === 0 ? styles.pickGone : ''}`}>
        <strong className="yb-truncate" title={name}>
          {name}
        </strong>
        <WhoseLine line={line} />
        <span>{countsFen(line) ? fenWords(t, line, left) : countWords(t, line, left)}</span>
      </div>
      {countsFen(line) ? (
        <AmountPick name={name} leftFen={left} fen={choice.quantity} onChange={(quantity) => onChange({ ...choice, quantity })} />
      ) : (
        <Stepper name={name} left={left} quantity={choice.quantity} onStep={step} />
      )}
      {!countsFen(line) && (
        <div className={styles.amount}>
          <Money fen={line.netFen - line.refundedFen} tone="soft" />
        </div>
      )}
      {line.kind === 'product' && choice.quantity > 0 && (
        <div className={styles.restock}>
          <Checkbox checked={choice.restock} onChange={(e) => onChange({ ...choice, restock: e.target.checked })}>
            {t('refund.restock')}
          </Checkbox>
        </div>
      )}
    </div>
  )
}

type Line = Ticket['lines'][number]

function countWords(t: TFunction<'tickets'>, line: Line, left: number): string {
  if (left === 0) return t('refund.allGone')
  return line.refundedQuantity > 0 ? t('refund.leftOf', { left, of: line.quantity }) : t('refund.sold', { count: line.quantity })
}

function fenWords(t: TFunction<'tickets'>, line: Line, leftFen: number): string {
  if (leftFen === 0) return t(line.refundedFen < line.netFen ? 'refund.fenUsed' : 'refund.allGone')
  return t('refund.fenLeft', { left: leftFen, of: line.netFen })
}

interface StepperProps {
  name: string
  left: number
  quantity: number
  onStep: (by: number) => void
}

function Stepper({ name, left, quantity, onStep }: StepperProps) {
  const { t } = useTranslation('tickets')
  return (
    <div className={styles.stepper}>
      <button type="button" aria-label={t('refund.less', { name })} disabled={quantity === 0} onClick={() => onStep(-1)}>
        −
      </button>
      <output aria-live="polite">
        {quantity} / {left}
      </output>
      <button type="button" aria-label={t('refund.more', { name })} disabled={quantity >= left} onClick={() => onStep(1)}>
        +
      </button>
    </div>
  )
}
