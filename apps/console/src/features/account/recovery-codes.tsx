import { CopyOutlined, DownloadOutlined } from '@ant-design/icons'
import App from 'antd/es/app'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import { useTranslation } from 'react-i18next'
import styles from './security.module.css'

/** Ten codes for the day the phone is lost, shown this once. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation('security')
  const { message } = App.useApp()
  const text = `${t('recovery.fileTitle')}\n\n${codes.join('\n')}\n`
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'))
    void message.success(t('recovery.copied'))
  }
  return (
    <Modal
      open
      title={t('recovery.title')}
      width={460}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('recovery.done')}
        </Button>
      }
    >
      <p>{t('recovery.note')}</p>
      <ol className={styles.codes} aria-label={t('recovery.title')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className={styles.acts}>
        <Button icon={<CopyOutlined aria-hidden="true" />} onClick={() => void copy()}>
          {t('recovery.copy')}
        </Button>
        <Button
          icon={<DownloadOutlined aria-hidden="true" />}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="yunbin-recovery-codes.txt"
        >
          {t('recovery.download')}
        </Button>
      </div>
    </Modal>
  )
}
