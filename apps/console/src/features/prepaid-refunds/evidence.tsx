import { FilePdfOutlined, UploadOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { useCan } from '../session/session-context.tsx'
import styles from './prepaid-refunds.module.css'
import { evidenceUrl, type Request, requestQuery, sendEvidence } from './queries.ts'

/** What browsers let somebody choose; what a file really is, the server finds out. */
const ACCEPT = 'image/jpeg,image/png,image/webp,application/pdf'

/** A button that lets files be chosen, or photographed on a phone. */
export function FileButton({ isBusy = false, onFiles }: { isBusy?: boolean; onFiles: (files: File[]) => void }) {
  const { t } = useTranslation('prepaid')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={ACCEPT}
        multiple
        hidden
        aria-label={t('evidence.add')}
        onChange={(e) => {
          onFiles([...(e.target.files ?? [])])
          e.target.value = ''
        }}
      />
      <Button icon={<UploadOutlined aria-hidden="true" />} loading={isBusy} onClick={() => input.current?.click()}>
        {t('evidence.add')}
      </Button>
    </>
  )
}

/** Files chosen before there is a request to keep them with. */
export function ChosenFiles({ files, onChange }: { files: readonly File[]; onChange: (files: File[]) => void }) {
  const { t } = useTranslation('prepaid')
  return (
    <div className={styles.files}>
      {files.map((file) => (
        <div key={`${file.name} ${file.lastModified}`} className={styles.file}>
          <span className="yb-truncate" title={file.name}>
            {file.name}
          </span>
          <Button type="link" onClick={() => onChange(files.filter((f) => f !== file))}>
            {t('evidence.leaveOut')}
          </Button>
        </div>
      ))}
      <FileButton onFiles={(more) => onChange([...files, ...more])} />
      <p className={styles.soft}>{t('evidence.note')}</p>
    </div>
  )
}

/** What a request was given as evidence, and more of it. */
export function Evidence({ request }: { request: Request }) {
  const { t } = useTranslation('prepaid')
  const queryClient = useQueryClient()
  const mayAdd = useCan('request', 'PrepaidRefund')
  const send = useMutation({
    mutationFn: async (files: File[]) => {
      for (const file of files) await sendEvidence(request.id, file)
    },
    onSettled: () => void queryClient.invalidateQueries(requestQuery(request.id)),
  })
  return (
    <div className={styles.files}>
      {request.attachments.length === 0 && <p className={styles.soft}>{t('evidence.none')}</p>}
      <div className={styles.thumbs}>
        {request.attachments.map((file, index) => (
          <a key={file.id} href={evidenceUrl(request.id, file.id)} target="_blank" rel="noreferrer" className={styles.thumb}>
            {file.mediaType === 'application/pdf' ? (
              <>
                <FilePdfOutlined aria-hidden="true" />
                <span>{t('evidence.pdf', { number: index + 1 })}</span>
              </>
            ) : (
              <img src={evidenceUrl(request.id, file.id)} alt={t('evidence.photo', { number: index + 1 })} loading="lazy" />
            )}
          </a>
        ))}
      </div>
      <ProblemAlert error={send.error} />
      {mayAdd && <FileButton isBusy={send.isPending} onFiles={(files) => files.length > 0 && send.mutate(files)} />}
    </div>
  )
}
