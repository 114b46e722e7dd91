import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section, Tag } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { timeText } from '../../lib/time.ts'
import { useCan } from '../session/session-context.tsx'
import { ConsentDialog, type Purpose } from './consent-dialog.tsx'
import styles from './member-file.module.css'
import { consentsQuery } from './queries.ts'

const purposes: readonly Purpose[] = ['health', 'photo', 'marketing']

/** What a member agreed to, by purpose, with the way to change it. */
export function Consents({ memberId }: { memberId: string }) {
  const { t, i18n } = useTranslation('memberfile')
  const mayEdit = useCan('update', 'Member')
  const consents = useQuery(consentsQuery(memberId))
  const [asked, setAsked] = useState<{ purpose: Purpose; isGiven: boolean } | null>(null)
  return (
    <Section title={t('consent.title')} note={t('consent.note')} card>
      {consents.isPending && <Bones heights={[40, 40, 40]} />}
      <QueryProblem query={consents} />
      {consents.data && (
        <ul className={styles.rows}>
          {purposes.map((purpose) => {
            const now = consents.data.current.find((c) => c.purpose === purpose)
            return (
              <li key={purpose}>
                <div className={styles.rowWords}>
                  <strong>{t(`consent.purpose.${purpose}`)}</strong>
                  <span>
                    {now
                      ? t('consent.said', {
                          when: timeText(now.at, i18n.language),
                          how: t(`consent.channel.${now.channel}`),
                          version: now.textVersion,
                          who: now.recordedBy ?? '—',
                        })
                      : t('consent.never')}
                  </span>
                </div>
                <Tag tone={now?.isGiven ? 'done' : 'neutral'}>
                  {t(now?.isGiven ? 'consent.given' : now ? 'consent.withdrawn' : 'consent.none')}
                </Tag>
                {mayEdit && (
                  <Button size="small" onClick={() => setAsked({ purpose, isGiven: !now?.isGiven })}>
                    {t(now?.isGiven ? 'consent.withdraw' : 'consent.ask')}
                  </Button>
                )}
              </li>
            )
          })}
        </ul>
      )}
      {asked && <ConsentDialog memberId={memberId} {...asked} onClose={() => setAsked(null)} onGiven={() => setAsked(null)} />}
    </Section>
  )
}
