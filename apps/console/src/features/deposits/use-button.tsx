import { useNavigate } from '@tanstack/react-router'
import AntApp from 'antd/es/app'
import Button from 'antd/es/button'
import Popconfirm from 'antd/es/popconfirm'
import { useTranslation } from 'react-i18next'
import { uuidv7 } from '../../lib/ids.ts'
import { recallDesk, rememberDesk } from '../desk/desk-memory.ts'
import type { DepositRow } from './queries.ts'

/** Opens the desk with whoever left the deposit, and says how it is used there. A bill of somebody else that is under way is left alone. */
export function UseButton({ deposit }: { deposit: DepositRow }) {
  const { t } = useTranslation(['deposits', 'members', 'common'])
  const { message } = AntApp.useApp()
  const navigate = useNavigate()
  const desk = recallDesk(uuidv7)
  const isTaken = deposit.memberId !== null && desk.lines.length > 0 && desk.memberId !== deposit.memberId
  const open = () => {
    if (!isTaken && deposit.memberId !== null) rememberDesk({ ...desk, memberId: deposit.memberId })
    if (!isTaken) void message.info({ content: t('useHint', { fen: deposit.openFen, purpose: deposit.purpose }), duration: 8 })
    void navigate({ to: '/desk' })
  }
  if (!isTaken)
    return (
      <Button type="primary" onClick={open}>
        {t('use')}
      </Button>
    )
  return (
    <Popconfirm
      title={t('members:deskTaken')}
      description={t('members:deskTakenHint')}
      okText={t('members:goToDesk')}
      cancelText={t('common:cancel')}
      onConfirm={open}
    >
      <Button type="primary">{t('use')}</Button>
    </Popconfirm>
  )
}
