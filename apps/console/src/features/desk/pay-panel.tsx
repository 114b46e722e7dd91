import { CloseOutlined } from '@ant-design/icons'
import Button from 'antd/es/button'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { isProblem } from '../../lib/problems.ts'
import { digitOf } from './commands.ts'
import { useDesk } from './desk-context.tsx'
import styles from './pay.module.css'
import { BalancesChange, PlanWords, QuoteChanged } from './plan-words.tsx'
import { RenewButton } from './renew-button.tsx'
import { outsideKinds, TenderFields } from './tender-fields.tsx'
import { usePaying } from './use-paying.ts'

/** Opens when the customer pays: what they own first, then whatever is left, then one press. */
export function PayPanel() {
  const { t } = useTranslation('desk')
  const { setMode, focusInput, dialog, panel } = useDesk()
  const paying = usePaying()
  useEffect(() => panel.current?.focus(), [panel])
  const choose = (kind: (typeof outsideKinds)[number]) => {
    paying.choose(kind)
    // Chosen again, its field is there already and does not take the focus by itself.
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>(`[data-outside=${kind}] input`)?.focus())
  }
  useAltTender(dialog === null, choose)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || dialog !== null) return
    const inField = event.target instanceof HTMLInputElement
    const digit = Number(event.key)
    if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault()
      if (!event.repeat) paying.submit()
    } else if (!inField && !event.altKey && digit >= 1 && digit <= outsideKinds.length) {
      event.preventDefault()
      choose(outsideKinds[digit - 1] ?? 'cash')
    }
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
        {paying.plan && <PlanWords plan={paying.plan} />}
        {paying.plan && <TenderFields paying={paying} />}
        <QuoteChanged before={paying.completion.before} after={paying.quote} />
        {paying.quote?.balances && <BalancesChange balances={paying.quote.balances} />}
        <ProblemAlert error={paying.error ?? paying.completion.error} action={<Retry paying={paying} />} />
      </div>
      <PayFoot paying={paying} />
    </section>
  )
}

/** What can be done about a refusal: the same again, or the same as a bill of its own. */
function Retry({ paying }: { paying: ReturnType<typeof usePaying> }) {
  const { t } = useTranslation('desk')
  const { error, forget } = paying.completion
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
      {paying.asksTerms && (
        <div className={styles.approval}>
          <span>{t('pay.termsAsk')}</span>
          <Button onClick={() => open({ kind: 'terms' })}>{t('pay.termsOpen')}</Button>
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
        disabled={!(paying.canComplete || paying.asksProof || paying.asksPin) || completion.isPending}
        onClick={paying.submit}
        aria-busy={completion.isPending}
      >
        {doneLabel(t, paying)} <kbd>⏎</kbd>
      </button>
    </footer>
  )
}

function doneLabel(t: (key: string) => string, paying: ReturnType<typeof usePaying>): string {
  if (paying.completion.isPending) return t('pay.sending')
  if (paying.isRecalculating) return t('ticket.recalculating')
  if (paying.asksTerms) return t('pay.termsFirst')
  if (paying.current?.needsApproval) return t('pay.approveFirst')
  if (paying.asksPin) return t('pay.pinFirst')
  if (paying.asksProof) return t(`pay.proof.${paying.current?.needsProof?.kind ?? 'pin'}`)
  if (paying.current && paying.current.dueFen > 0) return t('pay.choose')
  if (paying.current?.notices.some((n) => n.code === 'card_cap_exceeded')) return t('pay.overCap')
  return t('pay.complete')
}

/** Alt with a digit chooses a tender even while an amount is being typed. */
function useAltTender(enabled: boolean, choose: ReturnType<typeof usePaying>['choose']): void {
  const [latest] = useState<{ choose: typeof choose }>({ choose })
  latest.choose = choose
  useEffect(() => {
    if (!enabled) return
    const onKey = (event: globalThis.KeyboardEvent) => {
      const kind = outsideKinds[(digitOf(event) ?? 0) - 1]
      if (!kind) return
      event.preventDefault()
      latest.choose(kind)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [enabled, latest])
}
