import { CloseOutlined } from '@ant-design/icons'
import Button from 'antd/es/button'
import { type KeyboardEvent, lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { isProblem } from '../../lib/problems.ts'
import { useDesk } from './desk-context.tsx'
import styles from './pay.module.css'
import { DepositNotice, PayDialogs, PayMore, RemedyButton, useMore } from './pay-more.tsx'
import { PayersChange } from './payers-change.tsx'
import { PlanWords, QuoteChanged } from './plan-words.tsx'
import { RenewButton } from './renew-button.tsx'
import { ShareOffers } from './share-offers.tsx'
import { SplitNotice } from './split-notice.tsx'
import { TenderFields } from './tender-fields.tsx'
import { isOutside } from './tenders.ts'
import { usePayDigits } from './use-pay-digits.ts'
import { usePaying } from './use-paying.ts'

const SplitDialog = lazy(() => import('./split-dialog.tsx').then((m) => ({ default: m.SplitDialog })))

/** Opens when the customer pays: what they own first, then whatever is left, then one press. */
export function PayPanel() {
  const { t } = useTranslation('desk')
  const { setMode, focusInput, dialog, panel } = useDesk()
  const paying = usePaying()
  useEffect(() => panel.current?.focus(), [panel])
  const more = useMore()
  const onDigit = usePayDigits(paying, more)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || dialog !== null) return
    if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault()
      if (!event.repeat) paying.submit()
    } else onDigit(event)
  }
  const back = () => {
    setMode('sell')
    focusInput()
  }
  return (
    <section ref={panel} className={styles.panel} tabIndex={-1} onKeyDown={onKeyDown} aria-label={t('pay.title')}>
      <header className={styles.head}>
        <h2>{t('pay.title')}</h2>
        <button type="button" className={styles.close} aria-label={t('pay.back')} title={`${t('pay.back')} (Esc)`} onClick={back}>
          <CloseOutlined />
        </button>
      </header>
      <div className={styles.body}>
        {paying.plan && <PlanWords plan={paying.plan} isChanged={paying.choice.some((row) => !isOutside(row))} />}
        <SplitNotice split={paying.split} />
        <DepositNotice payment={paying} />
        <ShareOffers payment={paying} />
        {paying.plan && <TenderFields payment={paying} />}
        {paying.plan && <PayMore payment={paying} more={more} />}
        <QuoteChanged before={paying.completion.before} after={paying.quote} />
        {paying.quote && <PayersChange payers={paying.quote.payers} ownId={paying.known.ownId} />}
        <ProblemAlert error={paying.error ?? paying.completion.error} action={<Retry paying={paying} />} />
      </div>
      <PayFoot paying={paying} />
      <PayDialogs payment={paying} />
      {dialog?.kind === 'split' && (
        <Suspense fallback={null}>
          <SplitDialog paying={paying} />
        </Suspense>
      )}
    </section>
  )
}

/** What can be done about a refusal: the same again, or the same as a bill of its own. */
function Retry({ paying }: { paying: ReturnType<typeof usePaying> }) {
  const { t } = useTranslation(['desk', 'common'])
  const { error, forget } = paying.completion
  const { remedy } = paying
  if (remedy) return <RemedyButton payment={paying} remedy={remedy} />
  if (isProblem(error, 'ticket_taken')) return <RenewButton error={error} onRenewed={forget} />
  return <Button onClick={paying.retry}>{t('common:tryAgain')}</Button>
}

function PayFoot({ paying }: { paying: ReturnType<typeof usePaying> }) {
  const { t } = useTranslation('desk')
  const { open } = useDesk()
  const { quote, current, completion } = paying
  const approval = current?.needsApproval
  return (
    <footer className={styles.foot}>
      <dl className={paying.isRecalculating ? styles.stale : undefined}>
        {quote && quote.roundingFen !== 0 && (
          <div>
            <dt>{t('ticket.rounding')}</dt>
            <dd>
              <Money fen={-quote.roundingFen} tone="soft" />
            </dd>
          </div>
        )}
        {quote && quote.dueFen > 0 && (
          <div className={styles.due}>
            <dt>{t('pay.due')}</dt>
            <dd>
              <Money fen={quote.dueFen} size="large" />
            </dd>
          </div>
        )}
        {quote && quote.changeFen > 0 && (
          <div className={styles.change}>
            <dt>{t('pay.change')}</dt>
            <dd>
              <Money fen={quote.changeFen} size="huge" />
            </dd>
          </div>
        )}
      </dl>
      {paying.asksTerms !== null && (
        <div className={styles.approval}>
          <span>{t('pay.termsAsk')}</span>
          <Button onClick={() => open({ kind: 'terms', memberId: paying.asksTerms ?? '' })}>{t('pay.termsOpen')}</Button>
        </div>
      )}
      {approval && (
        <div className={styles.approval}>
          <span>
            {approval.act === 'discount' ? t('pay.needsApproval', { bp: approval.bp }) : t('pay.needsRaise', { fen: approval.fen })}
          </span>
          <Button onClick={() => open({ kind: 'approval' })}>{t('pay.approve')}</Button>
        </div>
      )}
      <button
        type="button"
        className={styles.done}
        disabled={!mayPress(paying) || completion.isPending}
        onClick={paying.submit}
        aria-busy={completion.isPending}
      >
        {doneLabel(t, paying)} <kbd>⏎</kbd>
      </button>
    </footer>
  )
}

function mayPress({ canComplete, asksProof, asksPin, split }: ReturnType<typeof usePaying>): boolean {
  return canComplete || asksProof !== null || asksPin !== null || split.isOutdated
}

function doneLabel(t: (key: string) => string, paying: ReturnType<typeof usePaying>): string {
  if (paying.completion.isPending) return t('pay.sending')
  if (paying.isRecalculating) return t('ticket.recalculating')
  if (paying.split.isOutdated) return t('pay.splitFirst')
  if (paying.asksTerms) return t('pay.termsFirst')
  if (paying.current?.needsApproval) return t('pay.approveFirst')
  if (paying.asksPin) return t('pay.pinFirst')
  if (paying.asksProof) return t(`pay.proof.${paying.asksProof.needs.kind}`)
  if (paying.current && paying.current.dueFen > 0) return t('pay.choose')
  if (paying.current?.notices.some((n) => n.code === 'card_cap_exceeded')) return t('pay.overCap')
  return t('pay.complete')
}
