import { useQuery } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Select from 'antd/es/select'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../lib/api.ts'

interface MemberSelectProps {
  value: string | undefined
  onChange: (memberId: string | undefined) => void
  /** What is asked for; a filter of a list when left out. */
  label?: string
}

/** Finds a member by anything the search understands; shows the name of the one already chosen. */
export function MemberSelect({ value, onChange, label }: MemberSelectProps) {
  const { t } = useTranslation('common')
  const [typed, setTyped] = useState('')
  const asked = useDeferredValue(typed.trim())
  const found = useQuery({
    queryKey: ['member-search', asked],
    queryFn: ({ signal }) => answer(api.GET('/api/members', { params: { query: { q: asked, limit: 8 } }, signal })),
    enabled: asked !== '',
    staleTime: 5_000,
  })
  const chosen = useQuery({
    queryKey: ['member', value],
    queryFn: () => answer(api.GET('/api/members/{memberId}', { params: { path: { memberId: value ?? '' } } })),
    enabled: value !== undefined,
  })
  const people = asked === '' ? (chosen.data ? [chosen.data] : []) : (found.data?.items ?? [])
  return (
    <Select<string>
      aria-label={label ?? t('memberFilter')}
      placeholder={label ? t('memberFilterHint') : t('memberFilter')}
      allowClear
      value={value}
      style={{ minWidth: 220 }}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={asked === '' ? t('memberFilterHint') : found.isPending ? t('searching') : t('nobodyFound')}
      onChange={(memberId: string | undefined) => {
        setTyped('')
        onChange(memberId ?? undefined)
      }}
      options={people.map((m) => ({ value: m.id, label: `${m.name} · ${m.phone ?? m.number}` }))}
    />
  )
}
