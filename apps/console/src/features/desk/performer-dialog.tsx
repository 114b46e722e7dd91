import type { CartLine } from '@yunbin/api-client'
import Checkbox from 'antd/es/checkbox'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { useDesk } from './desk-context.tsx'
import styles from './dialogs.module.css'

/** Who does the work, or who sold it: type the number or part of the name, Enter takes the first. */
export function PerformerDialog({ line }: { line: CartLine }) {
  const { t } = useTranslation('desk')
  const { staff, dispatch, close } = useDesk()
  const isWork = line.kind === 'service' || line.kind === 'tip'
  const now = line.staff?.find((s) => s.role === (isWork ? 'performer' : 'seller'))
  const [text, setText] = useState('')
  const [isRequested, setRequested] = useState(now?.isRequested ?? false)
  const typed = text.trim().toLowerCase()
  const shown = staff
    .map((s, index) => ({ ...s, number: index + 1 }))
    .filter(
      (s) => typed === '' || String(s.number) === typed || s.name.toLowerCase().includes(typed) || s.code.toLowerCase().startsWith(typed),
    )
  const take = (staffId: string | null) => {
    dispatch({ type: 'performer', key: line.key, staffId, isRequested: isWork && isRequested })
    close()
  }
  return (
    <Modal open title={isWork ? t('performer.work') : t('performer.sale')} width={520} footer={null} onCancel={close}>
      <div className={styles.stack}>
        <Input
          size="large"
          autoFocus
          aria-label={t('performer.find')}
          placeholder={t('performer.find')}
          value={text}
          onChange={(e) => setText(e.target.value)}
          onPressEnter={() => shown[0] && take(shown[0].id)}
        />
        {isWork && (
          <Checkbox checked={isRequested} onChange={(e) => setRequested(e.target.checked)}>
            {t('performer.requested')}
          </Checkbox>
        )}
        <div className={styles.people}>
          {shown.map((s) => (
            <button key={s.id} type="button" className={styles.person} aria-pressed={s.id === now?.staffId} onClick={() => take(s.id)}>
              <kbd>{s.number}</kbd>
              <span className="yb-truncate">{s.name}</span>
              <span className={styles.code}>{s.code}</span>
            </button>
          ))}
        </div>
        {shown.length === 0 && <EmptyState title={t('performer.nobody')} />}
        {now && (
          <button type="button" className={styles.link} onClick={() => take(null)}>
            {t('performer.none')}
          </button>
        )}
      </div>
    </Modal>
  )
}
