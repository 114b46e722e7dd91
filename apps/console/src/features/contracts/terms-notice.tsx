import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import styles from './contracts.module.css'
import { TermsDialog } from './terms-dialog.tsx'

/** Before the first top-up the rules are read and accepted; who witnessed it is recorded. */
export function TermsNotice({ memberId }: { memberId: string }) {
  const { t } = useTranslation('contracts')
  const { store } = useWorkplace()
  const mayAccept = useCan('update', 'Member')
  const [isOpen, setOpen] = useState(false)
  return (
    <div className={styles.attention}>
      <span>{t('terms.notYet')}</span>
      {mayAccept && (
        <div>
          <Button onClick={() => setOpen(true)}>{t('terms.read')}</Button>
        </div>
      )}
      {isOpen && <TermsDialog memberId={memberId} storeId={store?.id} onClose={() => setOpen(false)} />}
    </div>
  )
}
