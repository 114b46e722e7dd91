import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import Tabs from 'antd/es/tabs'
import { useTranslation } from 'react-i18next'
import { PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { SavedNotes } from '../../components/saved-note.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { CustomFieldSettings } from '../member-file/settings-fields.tsx'
import { TagRuleSettings } from '../member-file/settings-tag-rules.tsx'
import { TemplateSettings } from '../member-file/settings-templates.tsx'
import { RefundRules } from '../prepaid-refunds/rules.tsx'
import { SecurityTab } from '../security/security-tab.tsx'
import { useCan } from '../session/session-context.tsx'
import { ShiftSettings } from '../shifts/shift-settings.tsx'
import { CardSettings } from './card-settings.tsx'
import { ConsentTexts } from './consent-texts.tsx'
import { CreditLimit } from './credit-limit.tsx'
import { Levels } from './levels.tsx'
import { OldPrices } from './old-prices.tsx'
import { settingsQuery } from './queries.ts'
import { RoleLimits } from './role-limits.tsx'
import styles from './settings.module.css'
import { SharingLimits } from './sharing-limits.tsx'
import { SpendOrder } from './spend-order.tsx'
import { SETTINGS_TABS } from './tabs.ts'
import { TermsEditor } from './terms-editor.tsx'

export function SettingsPage() {
  const { t } = useTranslation(['settings', 'common', 'memberfile', 'prepaid', 'security', 'shifts', 'trade'])
  const { tab } = useSearch({ from: '/shell/settings' })
  const navigate = useNavigate()
  const settings = useQuery(settingsQuery)
  const mayManage = useCan('manage', 'Setting')
  const mayRefundRules = useCan('read', 'RefundRule')
  const loaded = (
    <>
      {settings.isPending && <Bones heights={[90, 90, 90]} />}
      <ProblemAlert
        error={settings.data ? null : settings.error}
        action={<Button onClick={() => void settings.refetch()}>{t('common:tryAgain')}</Button>}
      />
    </>
  )
  // Each form starts anew when what it shows was changed, and keeps what is typed while others are saved.
  const items = [
    {
      key: 'order',
      label: t('tab.order'),
      children: settings.data ? (
        <>
          <SpendOrder key={`order ${settings.data.spendOrder}`} settings={settings.data} mayManage={mayManage} />
          <OldPrices key={`prices ${settings.data.oldPrices}`} settings={settings.data} mayManage={mayManage} />
        </>
      ) : (
        loaded
      ),
    },
    {
      key: 'limits',
      label: t('tab.limits'),
      children: settings.data ? (
        <>
          <CreditLimit key={`credit ${settings.data.onAccountLimitFen}`} settings={settings.data} mayManage={mayManage} />
          <RoleLimits key={`roles ${JSON.stringify(settings.data.roleLimits)}`} settings={settings.data} mayManage={mayManage} />
        </>
      ) : (
        loaded
      ),
    },
    {
      key: 'cards',
      label: t('tab.cards'),
      children: settings.data ? (
        <div className={styles.parts}>
          <CardSettings key={`cards ${JSON.stringify(settings.data.cards)}`} settings={settings.data} mayManage={mayManage} />
          <SharingLimits
            key={`sharing ${settings.data.sharedDailyLimitFen} ${settings.data.sharedMonthlyLimitFen}`}
            settings={settings.data}
            mayManage={mayManage}
          />
        </div>
      ) : (
        loaded
      ),
    },
    { key: 'security', label: t('tab.security'), children: <SecurityTab /> },
    { key: 'levels', label: t('tab.levels'), children: <Levels mayManage={mayManage} /> },
    { key: 'shifts', label: t('tab.shifts'), children: <ShiftSettings mayManage={mayManage} /> },
    { key: 'terms', label: t('tab.terms'), children: <TermsEditor /> },
    { key: 'consents', label: t('tab.consents'), children: <ConsentTexts /> },
    ...(mayRefundRules ? [{ key: 'refunds', label: t('tab.refunds'), children: <RefundRules /> }] : []),
    { key: 'fields', label: t('tab.fields'), children: <CustomFieldSettings mayManage={mayManage} /> },
    { key: 'rules', label: t('tab.rules'), children: <TagRuleSettings mayManage={mayManage} /> },
    { key: 'templates', label: t('tab.templates'), children: <TemplateSettings mayManage={mayManage} /> },
  ]
  return (
    <>
      <PageHeader title={t('title')} about={mayManage ? undefined : t('common:readOnly')} />
      <PageBody>
        <SavedNotes>
          <Tabs
            activeKey={tab ?? 'order'}
            onChange={(key) =>
              void navigate({
                to: '/settings',
                search: {
                  tab: SETTINGS_TABS.find((one) => one === key),
                },
                replace: true,
              })
            }
            destroyOnHidden
            items={items.map((item) => ({ ...item, children: <div className={styles.sheet}>{item.children}</div> }))}
          />
        </SavedNotes>
      </PageBody>
    </>
  )
}
