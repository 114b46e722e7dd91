import Modal from 'antd/es/modal'
import { useTranslation } from 'react-i18next'
import { commands, keysOf } from './commands.ts'
import { useDesk } from './desk-context.tsx'
import styles from './dialogs.module.css'

const inputKeys = ['tile', 'arrows', 'plusMinus', 'delete', 'enter', 'escape', 'tabs', 'payKinds'] as const

export function KeysDialog() {
  const { t } = useTranslation('desk')
  const { close } = useDesk()
  return (
    <Modal open title={t('keys.title')} width={560} footer={null} onCancel={close}>
      <dl className={styles.keys}>
        {commands.map((command) => (
          <div key={command.id}>
            <dt>{t(`command.${command.id}`)}</dt>
            <dd>
              {keysOf(command).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
        {inputKeys.map((key) => (
          <div key={key}>
            <dt>{t(`keys.${key}.does`)}</dt>
            <dd>
              <kbd>{t(`keys.${key}.key`)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
