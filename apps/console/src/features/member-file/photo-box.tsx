import { CameraOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { type ChangeEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MemberAvatar } from '../../components/member-avatar.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { useCan } from '../session/session-context.tsx'
import { ConsentDialog } from './consent-dialog.tsx'
import styles from './member-file.module.css'
import { consentsQuery, MEMBER_KEYS } from './queries.ts'
import { PICTURE_TYPES, sendPhoto } from './upload.ts'

/** The photo with what can be done about it. Without consent the text is shown first, and the picture is sent after it was given. */
export function PhotoBox({ member }: { member: Schema<'Member'> }) {
  const { t } = useTranslation('memberfile')
  const mayEdit = useCan('update', 'Member') && member.mergedInto === null
  const consents = useQuery({ ...consentsQuery(member.id), enabled: mayEdit })
  const queryClient = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [waiting, setWaiting] = useState<File | null>(null)
  const renew = () => {
    for (const key of MEMBER_KEYS) void queryClient.invalidateQueries({ queryKey: [key] })
  }
  const send = useMutation({ mutationFn: (file: File) => answer(sendPhoto(member.id, file)), onSuccess: renew })
  const remove = useMutation({
    mutationFn: () => answer(api.DELETE('/api/members/{memberId}/photo', { params: { path: { memberId: member.id } } })),
    onSuccess: renew,
  })
  const hasConsent = consents.data?.current.some((c) => c.purpose === 'photo' && c.isGiven) ?? false
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    if (hasConsent) send.mutate(file)
    else setWaiting(file)
  }
  return (
    <div className={styles.photoBox}>
      <MemberAvatar member={member} size="large" />
      {mayEdit && (
        <div className={styles.photoActs}>
          <input ref={input} type="file" accept={PICTURE_TYPES} capture="user" hidden onChange={take} aria-label={t('photo.take')} />
          <Button size="small" icon={<CameraOutlined />} loading={send.isPending} onClick={() => input.current?.click()}>
            {member.photoId ? t('photo.change') : t('photo.take')}
          </Button>
          {member.photoId && (
            <Button size="small" type="text" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('photo.remove')}
            </Button>
          )}
        </div>
      )}
      <ProblemAlert error={send.error ?? remove.error} />
      {waiting && (
        <ConsentDialog
          memberId={member.id}
          purpose="photo"
          onClose={() => setWaiting(null)}
          onGiven={() => {
            send.mutate(waiting)
            setWaiting(null)
          }}
        />
      )}
    </div>
  )
}
