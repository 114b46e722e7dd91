import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../lib/schema.ts'
import { lunarDay, lunarMonth } from './birthday-field.tsx'
import styles from './members.module.css'

type Birthday = Schema<'Birthday'>

/** A birthday in words, in the calendar it was told in. */
export function birthdayWords(t: TFunction, birthday: Birthday): string {
  const words =
    birthday.calendar === 'lunar'
      ? `${t('members:lunar')} ${birthday.isLeap ? '闰' : ''}${lunarMonth(birthday.month)}${lunarDay(birthday.day)}`
      : t('members:solarBirthday', { month: birthday.month, day: birthday.day })
  return birthday.year ? `${birthday.year} · ${words}` : words
}

export function BirthdayText({ birthday }: { birthday: Schema<'Member'>['birthday'] }) {
  const { t } = useTranslation('members')
  if (!birthday) return '—'
  return (
    <>
      {birthdayWords(t, birthday)}
      <div className={styles.soft}>{t('nextBirthday', { day: birthday.nextOn })}</div>
    </>
  )
}
