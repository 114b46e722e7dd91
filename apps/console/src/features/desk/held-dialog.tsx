import Modal from 'antd/es/modal'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { useDesk } from './desk-context.tsx'
import { HeldList } from './held-list.tsx'
import { useFetchHeld } from './use-fetch-held.ts'

export function HeldDialog() {
  const { t } = useTranslation('desk')
  const { storeId, state, dispatch, close } = useDesk()
  const fetch = useFetchHeld((desk) => {
    dispatch({ type: 'restore', state: desk })
    close()
  })
  return (
    <Modal open title={t('held.title')} width={560} footer={null} onCancel={close}>
      {state.lines.length > 0 && <p style={{ marginBottom: 12 }}>{t('held.deskBusy')}</p>}
      <ProblemAlert error={fetch.error} />
      <HeldList storeId={storeId} isFetching={fetch.isPending || state.lines.length > 0} onFetch={fetch.mutate} />
    </Modal>
  )
}
