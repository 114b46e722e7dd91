import Checkbox from 'antd/es/checkbox'
import { useTranslation } from 'react-i18next'
import { MoneyField } from '../../components/inputs.tsx'
import { Money } from '../../components/money.tsx'
import { Tag } from '../../components/page-body.tsx'
import { formatFenShort } from '../../lib/money.ts'
import type { Schema } from '../../lib/schema.ts'
import { useLineName } from '../tickets/ticket-words.tsx'
import type { AskDraft } from './ask-draft.ts'
import styles from './prepaid-refunds.module.css'

type Grant = Schema<'PrepaidGrant'>

interface GrantChoicesProps {
  grants: readonly Grant[]
  picks: AskDraft['picks']
  onChange: (picks: AskDraft['picks']) => void
}

/** Which top-ups and passes; each says at once what either side's cause would give. */
export function GrantChoices({ grants, picks, onChange }: GrantChoicesProps) {
  return (
    <ul className={styles.grants}>
      {grants.map((grant) => (
        <GrantChoice
          key={grant.grantId}
          grant={grant}
          pick={picks[grant.grantId]}
          onPick={(pick) => {
            const { [grant.grantId]: _, ...rest } = picks
            onChange(pick ? { ...rest, [grant.grantId]: pick } : rest)
          }}
        />
      ))}
    </ul>
  )
}

interface GrantChoiceProps {
  grant: Grant
  pick: { portion: string } | undefined
  onPick: (pick: { portion: string } | null) => void
}

function GrantChoice({ grant, pick, onPick }: GrantChoiceProps) {
  const { t } = useTranslation('prepaid')
  const lotName = useLineName()
  const isClosed = grant.isBlocked || grant.openRequestId !== null
  return (
    <li className={styles.grant}>
      <Checkbox checked={pick !== undefined} disabled={isClosed} onChange={(e) => onPick(e.target.checked ? { portion: '' } : null)}>
        <span className={styles.grantName}>
          <strong>{lotName(grant.name)}</strong>
          {grant.isCoolingOff && <Tag tone="brand">{t('grant.coolingOff', { day: grant.coolingOffUntil })}</Tag>}
          {grant.isBlocked && <Tag tone="attention">{t('grant.blocked')}</Tag>}
          {grant.openRequestId && <Tag tone="attention">{t('grant.open')}</Tag>}
        </span>
      </Checkbox>
      <div className={styles.grantFacts}>
        <span>
          {t('grant.paid', { day: grant.paidOn, fen: grant.paidFen })}
          {grant.owedFen > 0 && ` · ${t('grant.owed', { fen: grant.owedFen })}`}
          {grant.bonusFen > 0 && ` · ${t('grant.bonus', { fen: grant.bonusFen })}`}
        </span>
        <span>
          {grant.kind === 'pass' ? t('grant.sessions', { count: grant.sessionsLeft }) : t('grant.left', { fen: grant.lotValueFen })} ·{' '}
          {grant.usesCount === 0 ? t('grant.unused') : t('grant.used', { count: grant.usesCount })}
        </span>
      </div>
      <dl className={styles.either}>
        <div>
          <dt>{t('cause.merchant')}</dt>
          <dd>
            <Money fen={grant.byCause.merchantFen} />
          </dd>
        </div>
        <div>
          <dt>{t('cause.customer')}</dt>
          <dd>
            <Money fen={grant.byCause.customerFen} />
          </dd>
        </div>
      </dl>
      {pick && grant.kind === 'top_up' && (
        <div className={styles.portion}>
          <MoneyField
            label={t('grant.portion')}
            note={t('grant.portionNote', { fen: grant.principalLeftFen })}
            placeholder={formatFenShort(grant.principalLeftFen).replace('￥', '')}
            value={pick.portion}
            maxLength={12}
            onChange={(portion) => onPick({ portion })}
          />
        </div>
      )}
    </li>
  )
}
