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
      footer={<Actions canRemove={Boolean(standing)} canApply={discount !== null} onRemove={() => put(null)} onApply={apply} />}
    >
      <div className={styles.stack}>
        {canLine && <Scope chosen={scope} name={name} onChoose={setScope} />}
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
        <Reasons chosen={reason} onChoose={setReason} />
      </div>
    </Modal>
  )
}

function Scope({
  chosen,
  name,
  onChoose,
}: {
  chosen: 'line' | 'ticket'
  name: string | undefined
  onChoose: (scope: 'line' | 'ticket') => void
}) {
  const { t } = useTranslation('desk')
  const options = [
    { value: 'line' as const, label: name ?? t('discount.line') },
    { value: 'ticket' as const, label: t('discount.ticket') },
  ]
  return <Segmented block value={chosen} onChange={onChoose} options={options} />
}

function Reasons({ chosen, onChoose }: { chosen: string; onChoose: (reason: string) => void }) {
  const { t } = useTranslation('desk')
  return (
    <div className={styles.reasons}>
      {reasons.map((name) => {
        const words = t(`discount.reason.${name}`)
        return (
          <button key={name} type="button" aria-pressed={chosen === words} onClick={() => onChoose(words)}>
            {words}
          </button>
        )
      })}
    </div>
  )
}

function Actions(props: { canRemove: boolean; canApply: boolean; onRemove: () => void; onApply: () => void }) {
  const { t } = useTranslation('desk')
  return (
    <>
      {props.canRemove && <Button onClick={props.onRemove}>{t('discount.none')}</Button>}
      <Button type="primary" disabled={!props.canApply} onClick={props.onApply}>
        {t('discount.apply')}
      </Button>
    </>
  )
}
