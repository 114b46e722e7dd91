import { useTranslation } from 'react-i18next'
import { changeLanguage, type Language, languages } from '../lib/i18n.ts'
import { ChoiceSwitch } from './choice-switch.tsx'

const choices = languages.map(({ code, name, short }) => ({ value: code, shown: short, name, lang: code }))

/** Three languages, one tap; the choice is remembered on the device. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('common')
  return (
    <ChoiceSwitch
      label={t('language')}
      value={i18n.language as Language}
      choices={choices}
      onChoose={(language) => void changeLanguage(language)}
    />
  )
}
