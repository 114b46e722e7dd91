import Checkbox from 'antd/es/checkbox'
import { useTranslation } from 'react-i18next'
import { AreaField, TextField } from '../../components/inputs.tsx'
import { type AskDraft, REASON_GROUPS } from './ask-draft.ts'
import styles from './prepaid-refunds.module.css'

interface ReasonFieldsProps {
  draft: AskDraft
  set: (part: Partial<AskDraft>) => void
  errorOf: (path: string) => string | undefined
  /** One of the picked ones is unlimited: the day on which service stopped then counts. */
  hasUnlimited: boolean
  /** The shop served the same before this was bought, by its own records. */
  knewService: boolean
}

/** Why the contract ends, and since when: the two things on which every figure depends. */
export function ReasonFields({ draft, set, errorOf, hasUnlimited, knewService }: ReasonFieldsProps) {
  const { t } = useTranslation(['prepaid', 'trade'])
  const wrong = errorOf('reason')
  return (
    <>
      <div role="radiogroup" aria-label={t('ask.reason')} className={styles.reasons}>
        {REASON_GROUPS.map((group, place) => (
          <div key={group.cause} className={styles.reasonGroup}>
            <span>{t(`ask.group.${group.cause}`)}</span>
            <div>
              {group.codes.map((code, index) => (
                // biome-ignore lint/a11y/useSemanticElements: a button is the larger target, and the group names it
                <button
                  key={code}
                  type="button"
                  role="radio"
                  aria-checked={code === draft.reasonCode}
                  aria-invalid={Boolean(wrong) && place === 0 && index === 0}
                  className={styles.reason}
                  onClick={() => set({ reasonCode: code })}
                >
                  {t(`trade:refundReason.${code}`)}
                </button>
              ))}
            </div>
          </div>
        ))}
        {wrong && (
          <div role="alert" className={styles.wrong}>
            {wrong}
          </div>
        )}
      </div>
      {draft.reasonCode === 'cooling_off' && (
        <div className={styles.declared}>
          <Checkbox checked={draft.hadSameService} onChange={(e) => set({ hadSameService: e.target.checked })}>
            {t('ask.sameService')}
          </Checkbox>
          {knewService && <p>{t('ask.knewService')}</p>}
        </div>
      )}
      <div className={styles.days}>
        <TextField
          label={t('ask.rescindedOn')}
          note={t('ask.rescindedNote')}
          type="date"
          value={draft.rescindedOn}
          error={errorOf('rescindedOn')}
          onChange={(rescindedOn) => set({ rescindedOn })}
        />
        {hasUnlimited && (
          <TextField
            label={t('ask.stoppedOn')}
            note={t('ask.stoppedNote')}
            type="date"
            value={draft.serviceStoppedOn}
            error={errorOf('serviceStoppedOn')}
            onChange={(serviceStoppedOn) => set({ serviceStoppedOn })}
          />
        )}
      </div>
      <AreaField
        label={t('ask.note')}
        value={draft.note}
        maxLength={500}
        error={errorOf('note')}
        placeholder={t('ask.notePlaceholder')}
        onChange={(note) => set({ note })}
      />
    </>
  )
}
