import type { CartLine } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyField } from '../../components/inputs.tsx'
import { Money } from '../../components/money.tsx'
import { parseYuan, plainYuan } from '../../lib/money.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useDesk } from './desk-context.tsx'
import styles from './dialogs.module.css'

/** How much of a pass is paid today; the rest is owed, and only the paid sessions may be used until then. */
export function LaterDialog({ line }: { line: CartLine }) {
  const { t } = useTranslation(['desk', 'common', 'shifts'])
  const { plan, dispatch, close } = useDesk()
  const quoted = plan.quote?.lines.find((q) => q.key === line.key)
  const priceFen = quoted?.netFen ?? 0
  const [text, setText] = useState(() => plainYuan(priceFen - (line.laterFen ?? Math.floor(priceFen / 200) * 100)))
  const errors = useFieldErrors(null)
  const paidFen = parseYuan(text)
  const put = (laterFen: number | null) => {
    dispatch({ type: 'later', key: line.key, laterFen })
    close()
  }
  const apply = (event?: FormEvent) => {
    event?.preventDefault()
    const isWell = errors.check({
      amount: paidFen === null || paidFen < 1 ? t('common:amountWrong') : paidFen > priceFen && t('later.tooMuch', { fen: priceFen }),
    })
    if (!isWell || paidFen === null) return
    put(paidFen === priceFen ? null : priceFen - paidFen)
  }
  return (
    <Modal open title={t('later.title')} width={420} okText={t('later.ok')} onCancel={close} onOk={() => apply()}>
      <form ref={errors.form} className={styles.stack} onSubmit={apply} noValidate>
        <MoneyField
          label={t('later.today')}
          autoFocus
          value={text}
          error={errors.of('amount')}
          note={t('later.price', { fen: priceFen })}
          onChange={setText}
        />
        <p className={styles.soft}>
          {t('later.rest')} <Money fen={Math.max(0, priceFen - (paidFen ?? 0))} tone="strong" />
          <br />
          {t('later.about')}
        </p>
        {line.laterFen !== undefined && <Button onClick={() => put(null)}>{t('later.all')}</Button>}
      </form>
    </Modal>
  )
}
