import type { CartLine } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { discountable } from './cart.ts'
import { useDesk } from './desk-context.tsx'
import styles from './dialogs.module.css'
import { type DiscountKind, discountOf, type PercentWords } from './discount-input.ts'

const reasons = ['regular', 'promotion', 'apology', 'staff', 'other'] as const

/** A discount by hand on one line or the whole ticket: how much, and why. Whether it needs approval the server says. */
export function DiscountDialog({ line }: { line: CartLine | undefined }) {
  const { t, i18n } = useTranslation('desk')
  const { state, dispatch, close, itemById } = useDesk()
  const canLine = line !== undefined && discountable(line)
  const [scope, setScope] = useState<'line' | 'ticket'>(canLine ? 'line' : 'ticket')
  const [kind, setKind] = useState<DiscountKind>('percent')
  const [text, setText] = useState('')
  const [reason, setReason] = useState<string>(t('discount.reason.regular'))
  const words: PercentWords = i18n.language.startsWith('zh') ? 'fold' : 'off'
  const discount = discountOf(kind, text, words, reason)
  const standing = scope === 'line' ? line?.discount : state.ticketDiscount
  const put = (next: typeof discount) => {
    if (scope === 'line' && line) dispatch({ type: 'lineDiscount', key: line.key, discount: next })
    else dispatch({ type: 'ticketDiscount', discount: next })
    close()
  }
  const apply = () => {
    if (discount) put(discount)
  }
  const name = line?.itemId ? itemById.get(line.itemId)?.name : undefined
  return (
    <Modal
      open
      title={t('discount.title')}
      width={440}
      onCancel={close}
      footer={[
        standing && (
          <Button key="none" onClick={() => put(null)}>
            {t('discount.none')}
          </Button>
        ),
        <Button key="ok" type="primary" disabled={!discount} onClick={apply}>
          {t('discount.apply')}
        </Button>,
      ]}
    >
      <div className={styles.stack}>
        {canLine && (
          <Segmented
            block
            value={scope}
            onChange={setScope}
            options={[
              { value: 'line', label: name ?? t('discount.line') },
              { value: 'ticket', label: t('discount.ticket') },
            ]}
          />
        )}
        <Segmented
          block
          value={kind}
          onChange={setKind}
          options={(['percent', 'amount', 'price'] as const).map((value) => ({ value, label: t(`discount.kind.${value}`) }))}
        />
        <Field label={t(`discount.value.${kind}`)}>
          {({ status: _, ...control }) => (
            <Input
              {...control}
              size="large"
              inputMode="decimal"
              autoComplete="off"
              autoFocus
              value={text}
              suffix={kind === 'percent' ? t('discount.unit') : undefined}
              prefix={kind === 'percent' ? undefined : '￥'}
              onChange={(e) => setText(e.target.value)}
              onPressEnter={apply}
            />
          )}
        </Field>
        <Field label={t('discount.why')}>
          {({ status: _, ...control }) => (
            <Input {...control} maxLength={100} value={reason} onChange={(e) => setReason(e.target.value)} onPressEnter={apply} />
          )}
        </Field>
        <div className={styles.reasons}>
          {reasons.map((r) => (
            <button
              key={r}
              type="button"
              aria-pressed={reason === t(`discount.reason.${r}`)}
              onClick={() => setReason(t(`discount.reason.${r}`))}
            >
              {t(`discount.reason.${r}`)}
            </button>
          ))}
        </div>
      </div>
    </Modal>
  )
}
