import { DesktopOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { appearances, chooseAppearance, useAppearance } from '../lib/appearance.ts'
import { ChoiceSwitch } from './choice-switch.tsx'

const icons = { auto: <DesktopOutlined />, light: <SunOutlined />, dark: <MoonOutlined /> }

/** As the device, light, or dark; remembered on the device. */
export function AppearanceSwitch() {
  const { t } = useTranslation('common')
  return (
    <ChoiceSwitch
      label={t('appearance.title')}
      value={useAppearance()}
      choices={appearances.map((value) => ({ value, shown: icons[value], name: t(`appearance.${value}`) }))}
      onChoose={chooseAppearance}
    />
  )
}
