import { useNavigate } from '@tanstack/react-router'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MemberSelect } from '../../components/member-select.tsx'
import styles from './accounts.module.css'

/** A member's account is there from the beginning; it only has to be looked up. */
export function MemberDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('accounts')
  const navigate = useNavigate()
  const [memberId, setMemberId] = useState<string>()
  const open = () => {
    if (memberId) void navigate({ to: '/accounts/$accountId', params: { accountId: memberId } })
  }
  return (
    <Modal
      open
      title={t('member.button')}
      width={420}
      okText={t('member.open')}
      okButtonProps={{ disabled: !memberId }}
      onOk={open}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <p className={styles.soft}>{t('member.about')}</p>
        <MemberSelect label={t('member.who')} value={memberId} onChange={setMemberId} />
      </div>
    </Modal>
  )
}
