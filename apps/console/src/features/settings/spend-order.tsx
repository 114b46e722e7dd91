import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { SaveRow } from '../../components/saved-note.tsx'
import form from '../../components/side-form.module.css'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { EXAMPLE, type Order, splitExample } from './example.ts'
import styles from './settings.module.css'
import { useEditSettings } from './use-edit-settings.ts'

const orders: readonly Order[] = ['proportional', 'principal_first', 'bonus_first']

/** Which part of a top-up is used first, each choice with the same bill in figures. */
export function SpendOrder({ settings, mayManage }: { settings: Schema<'Settings'>; mayManage: boolean }) {
  const { t } = useTranslation(['settings', 'trade', 'common'])
  const [chosen, setChosen] = useState(settings.spendOrder)
  const { save, reload } = useEditSettings(settings.version, 'order')
  const isStale = isProblem(save.error, 'version_stale')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!save.isPending) save.mutate({ spendOrder: chosen })
  }
  return (
    <Section title={t('order.title')} note={t('order.note', EXAMPLE)}>
      <form className={form.stack} onSubmit={submit}>
        {isStale ? <StaleNotice onReload={reload} /> : <ProblemAlert error={save.error} />}
        <fieldset className={styles.orders} disabled={!mayManage} aria-label={t('order.title')}>
          {orders.map((order) => (
            <OrderChoice key={order} order={order} isChosen={order === chosen} onChoose={() => setChosen(order)} />
          ))}
        </fieldset>
        {mayManage && <SaveRow part="order" isSaving={save.isPending} isDisabled={chosen === settings.spendOrder} />}
        <p className={styles.note}>{t('order.law')}</p>
      </form>
    </Section>
  )
}

function OrderChoice({ order, isChosen, onChoose }: { order: Order; isChosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation(['settings', 'trade'])
  const used = splitExample(order)
  return (
    <label className={styles.order}>
      <input type="radio" name="order" className="yb-visually-hidden" checked={isChosen} onChange={onChoose} />
      <span className={styles.orderText}>
        <strong>{t(`trade:spendOrder.${order}`)}</strong>
        <span>{t(`order.about.${order}`)}</span>
      </span>
      <dl className={styles.figures}>
        <dt>{t('order.usesPrincipal')}</dt>
        <dd>
          <Money fen={used.principalFen} />
        </dd>
        <dt>{t('order.usesBonus')}</dt>
        <dd>
          <Money fen={used.bonusFen} />
        </dd>
        <dt>{t('order.left')}</dt>
        <dd>
          <Money fen={EXAMPLE.principalFen - used.principalFen} /> + <Money fen={EXAMPLE.bonusFen - used.bonusFen} />
        </dd>
      </dl>
    </label>
  )
}
