import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../../components/data-table.tsx'
import { Facts, Section, Tag } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { percentOf } from '../../lib/money.ts'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useCan } from '../session/session-context.tsx'
import { REASON_GROUPS } from './ask-draft.ts'
import styles from './prepaid-refunds.module.css'
import { ratesQuery, rulesQuery } from './queries.ts'
import { RateForm, RuleForm } from './rule-forms.tsx'

type RuleSet = Schema<'RefundRuleSet'>
type Rate = Schema<'InterestRate'>

/** The rules by which prepaid money is given back and the rates for its interest: every version, never edited. */
export function RefundRules() {
  const { t } = useTranslation('prepaid')
  const rules = useQuery(rulesQuery)
  const mayManage = useCan('manage', 'RefundRule')
  const [isPublishing, setPublishing] = useState(false)
  if (rules.isPending) return <Bones heights={[36, 160, 120]} />
  if (!rules.data) return <QueryProblem query={rules} />
  const inForce = rules.data.items.find((r) => r.isInForce) ?? rules.data.items[0]
  return (
    <div className={styles.main}>
      {inForce && (
        <Section
          title={t('rules.title')}
          note={t('rules.note')}
          card
          side={mayManage && <Button onClick={() => setPublishing(true)}>{t('rules.publish')}</Button>}
        >
          <RuleFacts rule={inForce} />
        </Section>
      )}
      <RuleHistory rules={rules.data.items} />
      <Rates mayManage={mayManage} />
      {isPublishing && inForce && <RuleForm from={inForce} onClose={() => setPublishing(false)} />}
    </div>
  )
}

function RuleFacts({ rule }: { rule: RuleSet }) {
  const { t } = useTranslation(['prepaid', 'trade'])
  const { params } = rule
  const codes = REASON_GROUPS.flatMap((g) => g.codes)
  const byCause = Object.entries(Object.groupBy(codes, (code) => params.causes[code]))
  return (
    <>
      <p className={styles.soft}>
        {t('rules.version', { version: rule.version })} · {t('rules.from', { day: rule.effectiveFrom })} · {rule.source}
      </p>
      <Facts
        facts={[
          { key: 'cool', label: t('rules.coolingOff'), value: t('rules.days', { count: params.coolingOffDays }) },
          { key: 'pay', label: t('rules.payOut'), value: t('rules.days', { count: params.payOutDays }) },
          { key: 'wechat', label: t('rules.wechat'), value: t('rules.days', { count: params.wechatDays }) },
          { key: 'bonus', label: t('rules.bonus'), value: params.isBonusShared ? t('rules.shared') : t('rules.notShared') },
          ...(['merchant', 'customer', 'neutral'] as const).map((cause) => ({
            key: `rate ${cause}`,
            label: t('rules.interest', { cause: t(`cause.${cause}`) }),
            value: t(`basis.${params.interest[cause]}`),
          })),
          ...byCause.map(([cause, list]) => ({
            key: cause,
            label: t(`cause.${cause}`),
            value: (list ?? []).map((code) => t(`trade:refundReason.${code}`)).join('、'),
          })),
        ]}
      />
    </>
  )
}

function RuleHistory({ rules }: { rules: readonly RuleSet[] }) {
  const { t, i18n } = useTranslation('prepaid')
  return (
    <Section title={t('rules.history')}>
      <DataTable<RuleSet>
        label={t('rules.history')}
        rows={rules}
        rowKey={(row) => row.id}
        isMuted={(row) => !row.isInForce}
        columns={[
          {
            key: 'version',
            title: t('rules.versionHead'),
            render: (row) => (
              <>
                {row.version} {row.isInForce && <Tag tone="done">{t('rules.inForce')}</Tag>}
              </>
            ),
          },
          { key: 'from', title: t('rules.fromHead'), render: (row) => <span className="yb-nowrap">{row.effectiveFrom}</span> },
          { key: 'source', title: t('rules.source'), render: (row) => [row.source, row.note].filter(Boolean).join(' · ') },
          {
            key: 'by',
            title: t('rules.by'),
            from: 'tablet',
            render: (row) =>
              row.publishedByName ? `${row.publishedByName} · ${timeText(row.publishedAt, i18n.language)}` : t('rules.shipped'),
          },
        ]}
      />
    </Section>
  )
}

function Rates({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation('prepaid')
  const rates = useQuery(ratesQuery)
  const [isRecording, setRecording] = useState(false)
  return (
    <Section
      title={t('rates.title')}
      note={t('rates.note')}
      side={mayManage && <Button onClick={() => setRecording(true)}>{t('rates.record')}</Button>}
    >
      {rates.isPending && <Bones heights={[36, 48, 48, 48]} />}
      <QueryProblem query={rates} />
      {rates.data && (
        <DataTable<Rate>
          label={t('rates.title')}
          rows={rates.data.items}
          rowKey={(row) => row.id}
          isMuted={(row) => row.isReplaced}
          columns={[
            { key: 'kind', title: t('rates.kind'), render: (row) => t(`basis.${row.kind}`) },
            { key: 'from', title: t('rates.from'), render: (row) => <span className="yb-nowrap">{row.effectiveFrom}</span> },
            {
              key: 'rate',
              title: t('rates.rate'),
              align: 'right',
              render: (row) => (row.isReplaced ? <s>{percentOf(row.rateBp)}</s> : percentOf(row.rateBp)),
            },
            { key: 'source', title: t('rules.source'), from: 'tablet', render: (row) => row.source },
            { key: 'by', title: t('rules.by'), from: 'desktop', render: (row) => row.recordedByName ?? t('rules.shipped') },
          ]}
        />
      )}
      {isRecording && <RateForm onClose={() => setRecording(false)} />}
    </Section>
  )
}
