import { CameraOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { type ChangeEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tag, type Tone } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { ConsentDialog } from './consent-dialog.tsx'
import styles from './member-file.module.css'
import { consentsQuery } from './queries.ts'
import { PICTURE_TYPES, sendPicture } from './upload.ts'

type Assessment = Schema<'Assessment'>

/** How much of the worst there is, in three shades; the word beside it says what it means. */
function toneOf(assessment: Assessment): Tone {
  const share = assessment.maxScore === 0 ? 0 : assessment.score / assessment.maxScore
  return share < 0.25 ? 'done' : share < 0.6 ? 'attention' : 'danger'
}

interface AssessmentCardProps {
  assessment: Assessment
  /** The one taken before it, to tell how it changed. */
  before: Assessment | undefined
  mayCare: boolean
}

export function AssessmentCard({ assessment, before, mayCare }: AssessmentCardProps) {
  const { t, i18n } = useTranslation('memberfile')
  const isSame = before?.template.key === assessment.template.key
  return (
    <article className={styles.card}>
      <div className={styles.cardHead}>
        <strong>{assessment.template.name}</strong>
        <Tag tone={toneOf(assessment)}>{assessment.band}</Tag>
        <span>
          {before && isSame
            ? t('care.scoreChanged', { before: before.score, score: assessment.score, max: assessment.maxScore })
            : t('care.score', { score: assessment.score, max: assessment.maxScore })}
        </span>
        <span className={styles.soft}>
          {timeText(assessment.takenAt, i18n.language)} · {assessment.takenBy ?? '—'}
        </span>
      </div>
      {assessment.advice && <p>{assessment.advice}</p>}
      <dl className={styles.answers}>
        {assessment.answers.map((a) => (
          <div key={a.question}>
            <dt>{a.question}</dt>
            <dd>{a.answer}</dd>
          </div>
        ))}
      </dl>
      {assessment.notes && <p className={styles.soft}>{assessment.notes}</p>}
      <div className={styles.compare}>
        <Picture assessment={assessment} moment="before" mayCare={mayCare} />
        <Picture assessment={assessment} moment="after" mayCare={mayCare} />
      </div>
    </article>
  )
}

function Picture({ assessment, moment, mayCare }: { assessment: Assessment; moment: 'before' | 'after'; mayCare: boolean }) {
  const { t } = useTranslation('memberfile')
  const queryClient = useQueryClient()
  const consents = useQuery(consentsQuery(assessment.memberId))
  const input = useRef<HTMLInputElement>(null)
  const [waiting, setWaiting] = useState<File | null>(null)
  const photoId = moment === 'before' ? assessment.beforePhotoId : assessment.afterPhotoId
  const send = useMutation({
    mutationFn: (file: File) => answer(sendPicture(assessment.memberId, assessment.id, moment, file)),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['assessments'] }),
  })
  const hasConsent = consents.data?.current.some((c) => c.purpose === 'photo' && c.isGiven) ?? false
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    if (hasConsent) send.mutate(file)
    else setWaiting(file)
  }
  const title = t(`care.${moment}`)
  return (
    <figure>
      {photoId ? (
        <img
          src={`/api/members/${assessment.memberId}/assessments/${assessment.id}/photos/${moment}?v=${photoId}`}
          alt={title}
          loading="lazy"
        />
      ) : (
        <div className={styles.placeholder}>{t('care.noPicture')}</div>
      )}
      <figcaption className={styles.acts}>
        <span className={styles.soft}>{title}</span>
        {mayCare && (
          <>
            <input ref={input} type="file" accept={PICTURE_TYPES} capture="environment" hidden onChange={take} aria-label={title} />
            <Button size="small" icon={<CameraOutlined />} loading={send.isPending} onClick={() => input.current?.click()}>
              {t(photoId ? 'photo.change' : 'photo.take')}
            </Button>
          </>
        )}
      </figcaption>
      <ProblemAlert error={send.error} />
      {waiting && (
        <ConsentDialog
          memberId={assessment.memberId}
          purpose="photo"
          onClose={() => setWaiting(null)}
          onGiven={() => {
            send.mutate(waiting)
            setWaiting(null)
          }}
        />
      )}
    </figure>
  )
}
