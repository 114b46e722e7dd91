import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { Tag } from '../../components/page-body.tsx'
import { adjustmentKey } from '../../lib/adjustment.ts'
import { countsFen } from '../../lib/amount-lines.ts'
import type { Schema } from '../../lib/schema.ts'
import { useLineName } from './ticket-words.tsx'
import styles from './tickets.module.css'
import { payerOf, tenderWord, WhoseLine } from './who.tsx'

type Ticket = Schema<'Ticket'>
type Line = Ticket['lines'][number]

/** Every line with the reason of every fen: how the price came about, which money paid it, who did the work. */
export function TicketLines({ ticket }: { ticket: Ticket }) {
  return (
    <ol className={styles.lines}>
      {ticket.lines.map((line) => (
        <LineItem key={line.id} line={line} ticket={ticket} />
      ))}
    </ol>
  )
}

function LineItem({ line, ticket }: { line: Line; ticket: Ticket }) {
  const { t } = useTranslation(['tickets', 'trade'])
  const lineName = useLineName()
  const isPlain = line.kind === 'rounding'
  const isAmount = countsFen(line)
  return (
    <li className={styles.line}>
      <div className={styles.lineHead}>
        <strong>{lineName(line.name)}</strong>
        {line.quantity > 1 && !isAmount && <span className={styles.times}>× {line.quantity}</span>}
        {(line.memberName || line.guest) && (
          <Tag tone="brand">
            <WhoseLine line={line} />
          </Tag>
        )}
        {line.depositKind && <DepositLink line={line} kind={line.depositKind} />}
        {line.refundedQuantity > 0 && !isPlain && (
          <Tag tone="attention">
            {isAmount
              ? t('refundedFenOf', { fen: line.refundedFen, of: line.netFen })
              : t('refundedOf', { count: line.refundedQuantity, of: line.quantity })}
          </Tag>
        )}
        <Money fen={line.netFen} tone="strong" />
      </div>
      {!isPlain && (
        <div className={styles.why}>
          {line.adjustments.length > 0 && (
            <div>
              <span>
                {line.quantity > 1 && !isAmount
                  ? t('trade:adjustment.listTimes', { fen: line.unitListFen, quantity: line.quantity })
                  : t('trade:adjustment.list')}
              </span>
              <Money fen={line.listFen} />
            </div>
          )}
          {line.adjustments.map((a, index) => (
            // Stages have no name of their own; their order is what tells them apart.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <div key={index}>
              <span>
                {t([`trade:adjustment.${adjustmentKey(a)}`, 'trade:adjustment.other'], a.params)}
                {a.approvedByName && ` · ${t('approvedBy', { name: a.approvedByName })}`}
              </span>
              <Money fen={a.amountFen} />
            </div>
          ))}
          {line.bonusFen > 0 && (
            <div>
              <span>{t('bonusGiven')}</span>
              <Money fen={line.bonusFen} />
            </div>
          )}
          <Paid line={line} ticket={ticket} />
        </div>
      )}
      {line.shares.length > 0 && (
        <div className={styles.people}>
          {line.shares.map((share) => (
            <span key={`${share.staffId} ${share.role}`}>
              {t(`trade:shareRole.${share.role}`)} {share.staffName}
              {share.shareBp < 10_000 && ` ${share.shareBp / 100}%`}
              {share.isRequested && ` · ${t('requested')}`}
            </span>
          ))}
        </div>
      )}
    </li>
  )
}

/** A deposit has a page of its own, with what became of it. */
function DepositLink({ line, kind }: { line: Line; kind: string }) {
  const { t } = useTranslation(['deposits', 'tickets'])
  return (
    <Link to="/deposits/$depositId" params={{ depositId: line.id }}>
      {t(`kind.${kind}`)} · {t('tickets:depositLeft', { fen: line.depositOpenFen ?? 0 })}
    </Link>
  )
}

/** Which money paid the line: a lot by its name, else the tender; and whose it was. */
function Paid({ line, ticket }: { line: Line; ticket: Ticket }) {
  const { t } = useTranslation(['tickets', 'trade'])
  const lotName = useLineName()
  return line.allocations.map((a) => {
    const tender = ticket.tenders.find((e) => e.id === a.tenderId)
    const payer = tender && payerOf(tender, ticket.memberId)
    const source = a.lotName ? lotName(a.lotName) : t(`trade:tender.${tenderWord(tender?.kind ?? 'cash', ticket.exchange?.isUpgrade)}`)
    return (
      <div key={a.id}>
        <span>
          {t('paidFrom', { source })}
          {a.lotKind === 'pass' && a.quantity > 0 && ` ${t('trade:sessions', { count: a.quantity })}`}
          {(a.lotKind === 'principal' || a.lotKind === 'bonus') && ` · ${t(`trade:lotKind.${a.lotKind}`)}`}
          {payer && ` · ${payer}`}
        </span>
        <Money fen={a.amountFen} />
      </div>
    )
  })
}
