import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { parseYuan } from '../../lib/money.ts'
import { useDesk } from './desk-context.tsx'
import styles from './dialogs.module.css'
import { useSeller } from './use-found.ts'

/** An amount of one's own: a top-up that is no tier, or a tip, which belongs to somebody. */
export function AmountDialog({ of }: { of: 'top_up' | 'tip' }) {
  const { t } = useTranslation('desk')
  const { state, staff, dispatch, close } = useDesk()
  const seller = useSeller()
  const worked = state.lines.findLast((l) => l.kind === 'service')?.staff?.find((s) => s.role === 'performer')?.staffId
  const [text, setText] = useState('')
  const [staffId, setStaffId] = useState(worked)
  const fen = parseYuan(text)
  const isGood = fen !== null && fen >= 1 && (of === 'top_up' || staffId !== undefined)
  const apply = () => {
    if (!isGood) return
    if (of === 'top_up') dispatch({ type: 'addFreeTopUp', amountFen: fen, sellerId: seller })
    else dispatch({ type: 'addTip', amountFen: fen, staffId })
    close()
  }
  return (
    <Modal open title={t(`amount.${of}`)} width={400} onCancel={close} onOk={apply} okButtonProps={{ disabled: !isGood }}>
      <div className={styles.stack}>
        <Field label={t('amount.label')} note={of === 'top_up' ? t('amount.topUpNote') : undefined}>
          {({ status: _, ...control }) => (
            <Input
              {...control}
              size="large"
              inputMode="decimal"
              autoComplete="off"
              autoFocus
              prefix="￥"
              value={text}
              onChange={(e) => setText(e.target.value)}
              onPressEnter={apply}
            />
          )}
        </Field>
        {of === 'tip' && (
          <div className={styles.people} role="toolbar" aria-label={t('performer.work')}>
            {staff.map((s) => (
              <button key={s.id} type="button" aria-pressed={s.id === staffId} className={styles.person} onClick={() => setStaffId(s.id)}>
                <span className="yb-truncate">{s.name}</span>
              </button>
            ))}
          </div>
        )}
      </div>
    </Modal>
  )
}
