import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ExportButton } from '../../components/export-button.tsx'
import { useCan } from '../session/session-context.tsx'

/** The list as it is filtered, as a spreadsheet; phones in full only for those who may see them, and only when they are asked for. */
export function MembersExport() {
  const { t } = useTranslation('members')
  const search = useSearch({ from: '/shell/members' })
  const seesPhones = useCan('reveal', 'Member')
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    for (const one of [value].flat()) if (one !== undefined) query.append(name, String(one))
  const more = seesPhones ? [{ key: 'phones', label: t('exportWithPhones'), query: 'phones=full' }] : []
  return <ExportButton address={`/api/members/export?${query}`} more={more} />
}
