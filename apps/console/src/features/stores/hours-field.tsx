import Button from 'antd/es/button'
import Checkbox from 'antd/es/checkbox'
import Input from 'antd/es/input'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../components/page-body.tsx'
import { copied, usual, type Week, withDay } from './hours.ts'
import styles from './stores.module.css'

/** When the door is open, weekday by weekday. */
export function HoursField({
  week,
  isUnknown,
  error,
  onChange,
}: {
  week: Week
  /** Nobody has said yet: what is shown is a proposal. */
  isUnknown: boolean
  error?: string | undefined
  onChange: (week: Week) => void
}) {
  const { t } = useTranslation('stores')
  return (
    <fieldset className={styles.hours}>
      <legend>
        {t('hours.title')} {isUnknown && <Tag>{t('hours.unknown')}</Tag>}
      </legend>
      {week.map((day, index) => {
        const name = t(`hours.day.${index}`)
        const time = (which: 'from' | 'to') => (
          <Input
            type="time"
            aria-label={t(`hours.${which}`, { day: name })}
            style={{ width: 120 }}
            disabled={day === null}
            value={day?.[which] ?? ''}
            onChange={(e) => day && e.target.value && onChange(withDay(week, index, { ...day, [which]: e.target.value }))}
          />
        )
        return (
          <div key={name} className={styles.day}>
            <Checkbox checked={day !== null} onChange={(e) => onChange(withDay(week, index, e.target.checked ? { ...usual } : null))}>
              {name}
            </Checkbox>
            {time('from')}
            <span aria-hidden="true">–</span>
            {time('to')}
          </div>
        )
      })}
      {error && (
        <div role="alert" className={styles.wrong}>
          {error}
        </div>
      )}
      <div className={styles.note}>{t('hours.note')}</div>
      <Button size="small" onClick={() => onChange(copied(week))}>
        {t('hours.copy')}
      </Button>
    </fieldset>
  )
}
