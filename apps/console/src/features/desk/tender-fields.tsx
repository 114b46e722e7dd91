import { AlipayCircleOutlined, CreditCardOutlined, MoneyCollectOutlined, WechatOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { OwnMeansRow, RemoveRow } from './own-means-row.tsx'
import styles from './pay.module.css'
import { withoutRow, withRow } from './pay-choice.ts'
import { useMemberName } from './queries.ts'
import { idOf, isOutside, likelyNotes, type OutsideRow, outsideDue, outsideKinds, ownMeansOf } from './tenders.ts'
import type { Payment } from './use-payment.ts'
import { YuanInput } from './yuan-input.tsx'

const icons: Record<(typeof outsideKinds)[number], ReactNode> = {
  cash: <MoneyCollectOutlined />,
  wechat: <WechatOutlined />,
  alipay: <AlipayCircleOutlined />,
  bank_card: <CreditCardOutlined />,
}

/** One row per source: how much from each wallet, account and deposit, and what pays the rest. */
export function TenderFields({ payment }: { payment: Payment }) {
  const { t } = useTranslation('desk')
  const { plan, choice, known } = payment
  if (!plan) return null
  const own = ownMeansOf(plan, choice, known.ownId)
  const outside = choice.filter(isOutside)
  const due = outsideDue(plan, choice, known)
  return (
    <>
      {own.map((row) => (
        <OwnMeansRow key={idOf(row)} payment={payment} row={row} isAlone={own.length === 1} />
      ))}
      {(due > 0 || outside.length > 0) && (
        <>
          <div className={styles.rest}>
            <span>{t('pay.rest')}</span>
            <Money fen={due} size="large" />
          </div>
          <div className={styles.kinds} role="toolbar" aria-label={t('pay.how')}>
            {outsideKinds.map((kind, index) => (
              <button
                key={kind}
                type="button"
                className={styles.kind}
                aria-pressed={outside.some((row) => row.kind === kind)}
                onClick={() => payment.choose(kind)}
              >
                <span className={styles.kindIcon} aria-hidden="true">
                  {icons[kind]}
                </span>
                {t(`tender.${kind}`)}
                <kbd>{index + 1}</kbd>
              </button>
            ))}
          </div>
          {outside.map((row) => (
            <OutsideField key={idOf(row)} payment={payment} row={row} dueFen={due} />
          ))}
        </>
      )}
    </>
  )
}

function OutsideField({ payment, row, dueFen }: { payment: Payment; row: OutsideRow; dueFen: number }) {
  const { t } = useTranslation('desk')
  const { choice, setChoice, quote } = payment
  const id = `pay-${idOf(row).replace(' ', '-')}`
  const put = (fen: number | null) => setChoice(withRow(choice, { ...row, fen }))
  const member = useMemberName(row.who === undefined ? (row.payerId ?? null) : null)
  const who = row.who ?? (member || row.reference)
  const named = quote?.tenders.find(
    (q) => q.kind === row.kind && q.reference === (row.reference ?? '') && q.payerId === (row.payerId ?? null),
  )
  const taken = named?.amountFen ?? (row.who ? 0 : dueFen)
  const name = row.kind === 'cash' ? t('pay.received') : t(`tender.${row.kind}`)
  return (
    <div className={styles.field} data-outside={row.kind}>
      <label htmlFor={id} className="yb-truncate">
        {who ? `${name} · ${who}` : name}
      </label>
      <div className={styles.amount}>
        <YuanInput id={id} autoFocus={row.who === undefined} valueFen={row.fen} defaultFen={taken} onChange={put} />
        {choice.length > 1 && <RemoveRow name={name} onRemove={() => setChoice(withoutRow(choice, row))} />}
      </div>
      {row.kind === 'cash' && (
        <div className={styles.notes}>
          <button type="button" aria-pressed={row.fen === null} onClick={() => put(null)}>
            {t('pay.exact')}
          </button>
          {likelyNotes(taken).map((fen) => (
            <button key={fen} type="button" aria-pressed={row.fen === fen} onClick={() => put(fen)}>
              <Money fen={fen} short />
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
