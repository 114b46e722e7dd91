import { useTranslation } from 'react-i18next'
import { changeLanguage, languages } from '../lib/i18n.ts'
import styles from './language-switch.module.css'

/** Three languages, one tap; the choice is remembered on the device. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('common')
  return (
    <div className={styles.switch} role="toolbar" aria-label={t('language')}>
      {languages.map((language) => (
        <button
          key={language.code}
          type="button"
          lang={language.code}
          title={language.name}
          aria-label={language.name}
          aria-pressed={i18n.language === language.code}
          className={styles.choice}
          onClick={() => void changeLanguage(language.code)}
        >
          {language.short}
        </button>
      ))}
    </div>
  )
}
