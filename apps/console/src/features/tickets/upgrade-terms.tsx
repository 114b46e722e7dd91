import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TermsDialog } from '../contracts/terms-dialog.tsx'
import styles from './tickets.module.css'

/** Whoever buys a pass has accepted the terms before. */
export function TermsAsked({ memberId, storeId }: { memberId: string; storeId: string }) {
  const { t } = useTranslation('tickets')
  const queryClient = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const close = () => {
    setOpen(false)
    void queryClient.invalidateQueries({ queryKey: ['exchange-quote'] })
  }
  return (
    <div className={`${styles.callout} ${styles.asked}`}>
      <span>{t('upgrade.terms')}</span>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('upgrade.showTerms')}
      </Button>
      {isOpen && <TermsDialog memberId={memberId} storeId={storeId} onClose={close} />}
    </div>
  )
}
