import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { uuidv7 } from '../../lib/ids.ts'
import { isProblem } from '../../lib/problems.ts'
import { useDesk } from './desk-context.tsx'

/** Another till has this bill: what is on the desk can go on as a new one, so that nobody's work is lost. */
export function RenewButton({ error, onRenewed }: { error: unknown; onRenewed: () => void }) {
  const { t } = useTranslation('desk')
  const { dispatch } = useDesk()
  if (!isProblem(error, 'ticket_taken')) return null
  const renew = () => {
    dispatch({ type: 'renew', ticketId: uuidv7() })
    onRenewed()
  }
  return <Button onClick={renew}>{t('renew')}</Button>
}
