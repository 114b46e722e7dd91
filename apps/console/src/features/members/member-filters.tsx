import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useTranslation } from 'react-i18next'
import { Filters } from '../../components/page-body.tsx'
import { formatFenShort } from '../../lib/money.ts'
import { oneOf, text } from '../../lib/search-params.ts'
import { useTypedSearch } from '../../lib/use-typed-search.ts'
import { colleaguesQuery } from '../member-file/queries.ts'
import { SavedViews } from '../member-file/saved-views.tsx'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import styles from './members.module.css'
import { levelsQuery, type MemberFilter, tagsQuery } from './queries.ts'

const STEPS = ['50000', '100000', '300000', '1000000'] as const

/** What an address says about the list; nonsense is left out. */
function filterOf(query: string): MemberFilter {
  const search = Object.fromEntries(new URLSearchParams(query))
  return {
    ...text(search, 'tag'),
    ...text(search, 'levelId'),
    ...text(search, 'adviserId'),
    ...oneOf(search, 'spend', STEPS),
    ...oneOf(search, 'sort', ['spend', 'lastVisit']),
  }
}

/** Search, filters and order; all of it stands in the address. */
export function MemberFilters() {
  const { t } = useTranslation('members')
  const search = useSearch({ from: '/shell/members' })
  const navigate = useNavigate()
  const [typed, setTyped] = useTypedSearch(
    search.q,
    (q) => void navigate({ to: '/members', search: (before) => ({ ...before, q }), replace: true }),
  )
  const choose = (change: MemberFilter) => void navigate({ to: '/members', search: { ...search, ...change }, replace: true })
  const { q: _typed, ...kept } = search
  return (
    <Filters folded={{ inUse: Object.keys(kept).length, children: <Choices filter={search} choose={choose} /> }}>
      <Input.Search
        className={styles.search}
        allowClear
        autoFocus
        aria-label={t('search')}
        placeholder={t('searchHint')}
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
      />
      <SavedViews
        page="members"
        query={new URLSearchParams(Object.entries(kept)).toString()}
        onOpen={(query) => void navigate({ to: '/members', search: { ...filterOf(query), q: search.q } })}
      />
    </Filters>
  )
}

function Choices({ filter, choose }: { filter: MemberFilter; choose: (change: MemberFilter) => void }) {
  const { t } = useTranslation('members')
  const { store } = useWorkplace()
  const seesMoney = useCan('read', 'Wallet')
  const tags = useQuery(tagsQuery)
  const levels = useQuery(levelsQuery)
  const colleagues = useQuery(colleaguesQuery(store?.id ?? ''))
  const common = { allowClear: true, style: { minWidth: 120 }, popupMatchSelectWidth: false } as const
  return (
    <>
      <Select
        {...common}
        aria-label={t('level')}
        placeholder={t('anyLevel')}
        value={filter.levelId}
        onChange={(levelId) => choose({ levelId: levelId ?? undefined })}
        options={(levels.data?.items ?? []).map((l) => ({ value: l.id, label: l.name }))}
      />
      <Select
        {...common}
        aria-label={t('tag')}
        placeholder={t('anyTag')}
        value={filter.tag}
        onChange={(tag) => choose({ tag: tag ?? undefined })}
        options={(tags.data?.items ?? []).map((tag) => ({ value: tag.id, label: tag.name }))}
        showSearch={{ optionFilterProp: 'label' }}
      />
      {seesMoney && (
        <Select
          {...common}
          aria-label={t('spend')}
          placeholder={t('anySpend')}
          value={filter.spend}
          onChange={(spend) => choose({ spend: spend ?? undefined })}
          options={STEPS.map((step) => ({ value: step, label: t('spendFrom', { amount: formatFenShort(Number(step)) }) }))}
        />
      )}
      <Select
        {...common}
        aria-label={t('adviser')}
        placeholder={t('anyAdviser')}
        value={filter.adviserId}
        onChange={(adviserId) => choose({ adviserId: adviserId ?? undefined })}
        options={(colleagues.data?.items ?? []).filter((s) => s.isActive).map((s) => ({ value: s.id, label: s.name }))}
        showSearch={{ optionFilterProp: 'label' }}
      />
      <Select
        {...common}
        aria-label={t('order')}
        placeholder={t('newest')}
        value={filter.sort}
        onChange={(sort) => choose({ sort: sort ?? undefined })}
        options={[
          ...(seesMoney ? [{ value: 'spend' as const, label: t('bySpend') }] : []),
          { value: 'lastVisit' as const, label: t('byLastVisit') },
        ]}
      />
    </>
  )
}
