import { CheckCircleFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import type { QuoteTender } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { GiftCode } from '../cards/gift-code.tsx'
import { giftSaleOf } from '../cards/held-out.ts'
import { PrintButton } from '../printing/print-button.tsx'
import { type Sold, useDesk } from './desk-context.tsx'
import { PayersChange } from './payers-change.tsx'
import { receiptQuery, useMemberName } from './queries.ts'
import styles from './receipt.module.css'

/** An Enter that was meant for the pay button must not dismiss the receipt unseen. */
const SETTLE_MS = 700

/** Shown only once the server has said the sale is done. Enter calls the next customer. */
export function SoldPanel({ sold }: { sold: Sold }) {
  const { t } = useTranslation('desk')
  const { storeId, startNew, dialog } = useDesk()
  useEffect(() => {
    const shownAt = performance.now()
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.repeat || dialog !== null || event.target instanceof HTMLButtonElement) return
      event.preventDefault()
      if (performance.now() - shownAt > SETTLE_MS) startNew()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [startNew, dialog])
  const { ticket, quote } = sold
  const giftCardId = giftSaleOf(sold.memberId)
  return (
    <section className={styles.sold} aria-live="polite">
      <div className={styles.words}>
        <CheckCircleFilled className={styles.tick} aria-hidden="true" />
        <h2>{t('sold.title')}</h2>
        <div className={styles.number}>{ticket.number}</div>
        <Money fen={quote.totalFen} size="huge" />
        {quote.changeFen > 0 && (
          <div className={styles.change}>
            {t('pay.change')} <Money fen={quote.changeFen} size="huge" />
          </div>
        )}
        <dl className={styles.tenders}>
          {quote.tenders.map((tender) => (
            <SoldTender key={tender.ordinal} tender={tender} sold={sold} />
          ))}
        </dl>
        <div className={styles.balances}>
          <PayersChange payers={quote.payers} ownId={sold.memberId} />
        </div>
        {giftCardId && <GiftCode giftCardId={giftCardId} />}
        <div className={styles.actions}>
          <PrintButton storeId={storeId} source={{ kind: 'ticket', id: ticket.id }} size="large" />
          <Button size="large" type="primary" onClick={startNew}>
            {t('sold.next')} <kbd>⏎</kbd>
          </Button>
        </div>
      </div>
      <Receipt ticketId={ticket.id} />
    </section>
  )
}

/** A way it was paid, and who paid where that is not the bill's own member. */
function SoldTender({ tender, sold }: { tender: QuoteTender; sold: Sold }) {
  const { t } = useTranslation('desk')
  const who = tender.memberId ?? tender.payerId
  const payer = useMemberName(who === sold.memberId ? null : who)
  const source = sold.choice.find((row) => (row.kind === 'on_account' || row.kind === 'deposit') && row.id === tender.sourceId)
  const name = payer || (source && 'name' in source ? source.name : tender.reference)
  return (
    <div>
      <dt>{[t(`tender.${tender.kind}`), name].filter(Boolean).join(' · ')}</dt>
      <dd>
        <Money fen={tender.amountFen} />
      </dd>
    </div>
  )
}

/** The document the printer gets, as a picture; printed alone by the style sheet. */
export function Receipt({ ticketId }: { ticketId: string }) {
  const receipt = useQuery(receiptQuery(ticketId))
  if (receipt.isPending)
    return (
      <div className={styles.paper}>
        <Bones heights={[24, 16, 16, 120, 32]} />
      </div>
    )
  if (receipt.error) return <QueryProblem query={receipt} />
  // As an image the drawing cannot run anything, whatever a name on it contains.
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(receipt.data.svg)}`
  return (
    <>
      <div className={styles.paper}>
        <img src={source} alt={receipt.data.title} />
      </div>
      {createPortal(<img className={styles.printOnly} src={source} alt="" />, document.body)}
    </>
  )
}

export function ReceiptDialog({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation('desk')
  const { storeId, close } = useDesk()
  return (
    <Modal
      open
      title={t('command.last')}
      width={420}
      onCancel={close}
      footer={<PrintButton storeId={storeId} source={{ kind: 'ticket', id: ticketId }} />}
    >
      <div className={styles.inDialog}>
        <Receipt ticketId={ticketId} />
      </div>
    </Modal>
  )
}
