import type { CartLine, Quote } from '@yunbin/api-client'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk-context.tsx'
import styles from './pay.module.css'
import { withRow } from './pay-choice.ts'
import { useMemberName } from './queries.ts'
import { passOffers } from './share-offers.ts'
import { outsideDue } from './tenders.ts'
import type { Payment } from './use-payment.ts'

type Payer = Quote['payers'][number]

/** What the household shares, or an older record of the same person holds: offered by name, as nobody has to look for whose it is. */
export function ShareOffers({ payment }: { payment: Payment }) {
  const { plan } = payment
  if (!plan) return null
  const shared = plan.payers.filter((p) => p.share !== null)
  return shared.map((payer) => (
    <Fragment key={payer.memberId}>
      <PassOffers payer={payer} plan={plan} lines={payment.scene.lines} />
      <MoneyOffer payment={payment} payer={payer} />
    </Fragment>
  ))
}

/** Of what others share, money alone: where no visit is sold, no pass can pay. */
export function MoneyOffers({ payment }: { payment: Payment }) {
  const shared = payment.plan?.payers.filter((p) => p.share !== null) ?? []
  return shared.map((payer) => <MoneyOffer key={payer.memberId} payment={payment} payer={payer} />)
}

function MoneyOffer({ payment, payer }: { payment: Payment; payer: Payer }) {
  const { t } = useTranslation('group')
  const name = useMemberName(payer.memberId)
  const { share } = payer
  const { plan, choice, setChoice, known } = payment
  const fen = Math.min(plan ? outsideDue(plan, choice, known) : 0, payer.spendableFen)
  if (fen <= 0 || choice.some((r) => r.kind === 'stored_value' && r.memberId === payer.memberId)) return null
  return (
    <div className={styles.offer}>
      <span>
        {t(share?.kind === 'own' ? 'share.ownMoney' : 'share.money', { name: name || '···', fen })}
        {share?.leftFen != null && <small className={styles.reach}> {t('share.left', { fen: share.leftFen })}</small>}
      </span>
      <button type="button" onClick={() => setChoice(withRow(choice, { kind: 'stored_value', memberId: payer.memberId, fen: null }))}>
        {t('share.use')}
      </button>
    </div>
  )
}

function PassOffers({ payer, plan, lines }: { payer: Payer; plan: Quote; lines: readonly CartLine[] }) {
  const { t } = useTranslation('group')
  const { dispatch } = useDesk()
  const name = useMemberName(payer.memberId)
  return passOffers(payer.share, plan.lines, lines).map(({ line, pass }) => (
    <div key={line.key} className={styles.offer}>
      <span>{t('share.pass', { name: name || '···', pass: pass.name, service: line.name })}</span>
      <button
        type="button"
        onClick={() => dispatch({ type: 'pass', key: line.key, pass: { lotId: pass.lotId, memberId: payer.memberId } })}
      >
        {t('share.usePass')}
      </button>
    </div>
  ))
}
