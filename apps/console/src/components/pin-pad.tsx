import { CloseOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import styles from './pin-pad.module.css'

interface PinPadProps {
  value: string
  onChange: (value: string) => void
  maxLength?: number
}

/** Digits under the thumb, for screens without a keyboard; the field above it takes a keyboard just as well. */
export function PinPad({ value, onChange, maxLength = 8 }: PinPadProps) {
  const { t } = useTranslation('common')
  const type = (digit: string) => onChange((value + digit).slice(0, maxLength))
  return (
    <div className={styles.pad}>
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
        <button key={digit} type="button" className={styles.key} onClick={() => type(digit)}>
          {digit}
        </button>
      ))}
      <button type="button" className={styles.side} onClick={() => onChange('')}>
        {t('approval.clear')}
      </button>
      <button type="button" className={styles.key} onClick={() => type('0')}>
        0
      </button>
      <button type="button" className={styles.side} aria-label={t('approval.delete')} onClick={() => onChange(value.slice(0, -1))}>
        <CloseOutlined />
      </button>
    </div>
  )
}
