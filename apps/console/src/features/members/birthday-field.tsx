import Checkbox from 'antd/es/checkbox'
import Input from 'antd/es/input'
import Segmented from 'antd/es/segmented'
import Select from 'antd/es/select'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import type { Schema } from '../../lib/schema.ts'
import styles from './members.module.css'

export interface BirthdayDraft {
  calendar: 'solar' | 'lunar'
  month: number | undefined
  day: number | undefined
  isLeap: boolean
  year: string
}

export function birthdayDraft(birthday: Schema<'Birthday'> | null | undefined): BirthdayDraft {
  return {
    calendar: birthday?.calendar ?? 'solar',
    month: birthday?.month,
    day: birthday?.day,
    isLeap: birthday?.isLeap ?? false,
    year: birthday?.year === undefined ? '' : String(birthday.year),
  }
}

/** The draft as the server takes it; null when no month and day were chosen. */
export function birthdayOf(draft: BirthdayDraft): Schema<'Birthday'> | null {
  if (draft.month === undefined || draft.day === undefined) return null
  const leap = draft.calendar === 'lunar' && draft.isLeap ? { isLeap: true } : {}
  return { calendar: draft.calendar, month: draft.month, day: draft.day, ...leap, ...(draft.year ? { year: Number(draft.year) } : {}) }
}

const lunarMonths = ['正月', '二月', '三月', '四月', '五月', '六月', '七月', '八月', '九月', '十月', '冬月', '腊月']
const digits = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** 初一 to 三十, as the lunar calendar counts its days. */
export function lunarDay(day: number): string {
  if (day <= 10) return `初${digits[day - 1]}`
  if (day < 20) return `十${digits[day - 11]}`
  if (day === 20) return '二十'
  return day === 30 ? '三十' : `廿${digits[day - 21]}`
}

export function lunarMonth(month: number): string {
  return lunarMonths[month - 1] ?? String(month)
}

const solarDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Solar or lunar; the year only if the guest likes to tell it. */
export function BirthdayField({
  value,
  onChange,
  error,
}: {
  value: BirthdayDraft
  onChange: (value: BirthdayDraft) => void
  error: string | undefined
}) {
  const { t } = useTranslation('members')
  const isLunar = value.calendar === 'lunar'
  const dayCount = isLunar ? 30 : (solarDays[(value.month ?? 1) - 1] ?? 31)
  const change = (part: Partial<BirthdayDraft>) => onChange({ ...value, ...part })
  return (
    <Field label={t('birthday')} error={error} note={t('birthdayNote')}>
      {(control) => (
        <div className={styles.birthday}>
          <Segmented<BirthdayDraft['calendar']>
            value={value.calendar}
            onChange={(calendar) => change({ calendar })}
            options={[
              { value: 'solar', label: t('solar') },
              { value: 'lunar', label: t('lunar') },
            ]}
          />
          <Select
            {...control}
            style={{ width: 100 }}
            placeholder={t('month')}
            allowClear
            value={value.month}
            onChange={(month) => change({ month: month ?? undefined })}
            options={Array.from({ length: 12 }, (_, i) => ({
              value: i + 1,
              label: isLunar ? lunarMonth(i + 1) : t('monthNumber', { month: i + 1 }),
            }))}
          />
          <Select
            aria-label={t('dayOfMonth')}
            style={{ width: 92 }}
            placeholder={t('dayOfMonth')}
            allowClear
            value={value.day}
            onChange={(day) => change({ day: day ?? undefined })}
            options={Array.from({ length: dayCount }, (_, i) => ({
              value: i + 1,
              label: isLunar ? lunarDay(i + 1) : t('dayNumber', { day: i + 1 }),
            }))}
          />
          <Input
            aria-label={t('year')}
            placeholder={t('yearOptional')}
            inputMode="numeric"
            maxLength={4}
            style={{ width: 110 }}
            value={value.year}
            onChange={(e) => change({ year: e.target.value.replace(/\D/g, '') })}
          />
          {isLunar && (
            <Checkbox checked={value.isLeap} onChange={(e) => change({ isLeap: e.target.checked })}>
              {t('leapMonth')}
            </Checkbox>
          )}
        </div>
      )}
    </Field>
  )
}
