import Button from 'antd/es/button'
import Drawer from 'antd/es/drawer'
import { type FormEvent, type ReactNode, type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from './problem-alert.tsx'
import styles from './side-form.module.css'

interface SideFormProps {
  title: ReactNode
  form: RefObject<HTMLFormElement | null>
  error: unknown
  /** Something was typed that closing would lose: closing then asks once more. */
  isDirty: boolean
  isSaving: boolean
  saveText?: string
  onSave: () => void
  onClose: () => void
  /** At the left of the foot, away from the save button. */
  aside?: ReactNode
  width?: number
  children: ReactNode
}

/** A form beside the list it belongs to. Enter saves; what was typed is never lost by a slip. */
export function SideForm({
  title,
  form,
  error,
  isDirty,
  isSaving,
  saveText,
  onSave,
  onClose,
  aside,
  width = 520,
  children,
}: SideFormProps) {
  const { t } = useTranslation('common')
  const [isLeaving, setLeaving] = useState(false)
  const leave = () => (isDirty && !isLeaving ? setLeaving(true) : onClose())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isSaving) onSave()
  }
  return (
    <Drawer
      open
      title={title}
      size={Math.min(width, window.innerWidth)}
      onClose={leave}
      mask={{ closable: !isDirty }}
      destroyOnHidden
      styles={{ body: { padding: 0 } }}
    >
      <form ref={form} className={styles.form} onSubmit={submit} noValidate>
        <div className={styles.fields}>
          <ProblemAlert error={error} />
          {children}
        </div>
        <div className={styles.foot}>
          {isLeaving ? (
            <>
              <span className={styles.ask} role="alert">
                {t('unsaved')}
              </span>
              <Button danger onClick={onClose}>
                {t('discard')}
              </Button>
              <Button type="primary" onClick={() => setLeaving(false)}>
                {t('keepEditing')}
              </Button>
            </>
          ) : (
            <>
              <div className={styles.aside}>{aside}</div>
              <Button onClick={leave}>{t('cancel')}</Button>
              <Button type="primary" htmlType="submit" loading={isSaving}>
                {saveText ?? t('save')}
              </Button>
            </>
          )}
        </div>
      </form>
    </Drawer>
  )
}
