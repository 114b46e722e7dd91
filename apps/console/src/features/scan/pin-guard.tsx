import useMessage from 'antd/es/message/useMessage'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { guardPins } from './guard-pins.ts'

/** Stands over the whole console, the locked till included. */
export function PinGuard() {
  const { t } = useTranslation('common')
  const [message, holder] = useMessage()
  const tell = useRef(() => {})
  tell.current = () => void message.info(t('approval.scanned'))
  useEffect(() => guardPins(() => tell.current()), [])
  return holder
}
