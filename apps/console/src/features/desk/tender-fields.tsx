import { AlipayCircleOutlined, CreditCardOutlined, MoneyCollectOutlined, WalletOutlined, WechatOutlined } from '@ant-design/icons'
import type { OutsideKind } from '@yunbin/api-client'
import Input from 'antd/es/input'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { moneyParts, parseYuan } from '../../lib/money.ts'
import styles from './pay.module.css'
import { likelyNotes, outsideDue, type Paying, plannedStoredValue } from './tenders.ts'
import type { PayingState } from './use-paying.ts'

export const outsideKinds = ['cash', 'wechat', 'alipay', 'bank_card'] as const satisfies readonly ('cash' | OutsideKind)[]

const icons: Record<(typeof outsideKinds)[number], ReactNode> = {
  cash: <MoneyCollectOutlined />,
  wechat: <WechatOutlined />,
  alipay: <AlipayCircleOutlined />,
  bank_card: <CreditCardOutlined />,
}

/** How much from the balance, and what pays the rest. */
export function TenderFields({ paying }: { paying: PayingState }) {
  const { t } = useTranslation('desk')
  const { plan, choice } = paying
  if (!plan) return null
  const due = outsideDue(plan, choice)
  return (
    <>
      {plannedStoredValue(plan) > 0 && <StoredValue paying={paying} plannedFen={plannedStoredValue(plan)} />}
      {due > 0 && (
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
                aria-pressed={choice.outside.some((p) => p.kind === kind)}
                onClick={() => paying.choose(kind)}
              >
                <span className={styles.kindIcon} aria-hidden="true">
                  {icons[kind]}
                </span>
                {t(`tender.${kind}`)}
                <kbd>{index + 1}</kbd>
              </button>
            ))}
          </div>
          {choice.outside.map((p) => (
            <OutsideField key={p.kind} paying={paying} tender={p} dueFen={due} />
          ))}
        </>
      )}
    </>
  )
}

function StoredValue({ paying, plannedFen }: { paying: PayingState; plannedFen: number }) {
  const { t } = useTranslation('desk')
  const { choice, setChoice } = paying
  return (
    <div className={styles.field}>
      <label htmlFor="pay-stored">
        <WalletOutlined aria-hidden="true" /> {t('tender.stored_value')}
      </label>
      <YuanInput
        id="pay-stored"
        valueFen={choice.storedValueFen === 'plan' ? null : choice.storedValueFen}
        defaultFen={plannedFen}
        onChange={(fen) => setChoice({ ...choice, storedValueFen: fen === null ? 'plan' : Math.min(fen, plannedFen) })}
      />
    </div>
  )
}

function OutsideField({ paying, tender, dueFen }: { paying: PayingState; tender: Paying; dueFen: number }) {
  const { t } = useTranslation('desk')
  const { choice, setChoice, quote } = paying
  const id = `pay-${tender.kind}`
  const put = (fen: number | null) => {
    const changed: Paying = tender.kind === 'cash' ? { kind: 'cash', receivedFen: fen } : { ...tender, fen }
    setChoice({ ...choice, outside: choice.outside.map((p) => (p.kind === tender.kind ? changed : p)) })
  }
  const taken = quote?.tenders.find((q) => q.kind === tender.kind)?.amountFen ?? dueFen
  return (
    <div className={styles.field} data-outside={tender.kind}>
      <label htmlFor={id}>{tender.kind === 'cash' ? t('pay.received') : t(`tender.${tender.kind}`)}</label>
      <YuanInput id={id} autoFocus valueFen={tender.kind === 'cash' ? tender.receivedFen : tender.fen} defaultFen={taken} onChange={put} />
      {tender.kind === 'cash' && (
        <div className={styles.notes}>
          <button type="button" aria-pressed={tender.receivedFen === null} onClick={() => put(null)}>
            {t('pay.exact')}
          </button>
          {likelyNotes(taken).map((fen) => (
            <button key={fen} type="button" aria-pressed={tender.receivedFen === fen} onClick={() => put(fen)}>
              <Money fen={fen} short />
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

interface YuanInputProps {
  id: string
  /** What was typed; null leaves the field empty with `defaultFen` in grey. */
  valueFen: number | null
  defaultFen: number
  autoFocus?: boolean
  onChange: (fen: number | null) => void
}

/** Yuan as typed, fen as told; text that is no amount is marked and changes nothing. */
function YuanInput({ id, valueFen, defaultFen, autoFocus = false, onChange }: YuanInputProps) {
  const [text, setText] = useState(valueFen === null ? '' : yuanText(valueFen))
  const [shown, setShown] = useState(valueFen)
  if (shown !== valueFen) {
    // Changed from outside, by a note button: the text follows.
    setShown(valueFen)
    if (parseYuan(text) !== valueFen) setText(valueFen === null ? '' : yuanText(valueFen))
  }
  const isWrong = text !== '' && parseYuan(text) === null
  return (
    <Input
      id={id}
      size="large"
      inputMode="decimal"
      autoComplete="off"
      autoFocus={autoFocus}
      prefix="￥"
      placeholder={yuanText(defaultFen)}
      value={text}
      {...(isWrong ? { status: 'error' as const } : {})}
      className={styles.yuan}
      onChange={(event) => {
        setText(event.target.value)
        const fen = parseYuan(event.target.value)
        if (event.target.value === '' || fen !== null) {
          setShown(fen)
          onChange(fen)
        }
      }}
    />
  )
}

function yuanText(fen: number): string {
  const { whole, fraction } = moneyParts(fen)
  return `${whole.replaceAll(',', '')}.${fraction}`
}
