import { DownloadOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Problem } from '@yunbin/api-client'
import AntApp from 'antd/es/app'
import Button from 'antd/es/button'
import Dropdown from 'antd/es/dropdown'
import { useTranslation } from 'react-i18next'
import { problemHint, problemTitle } from '../lib/problems.ts'

interface ExportButtonProps {
  /** Address of the export without `format` and `lang`, e.g. `/api/reports/stores/export?from=…`. */
  address: string
  /** More lines for the menu: words and what they add to the address. */
  more?: readonly { key: string; label: string; query: string }[]
}

/** Saves what a page shows as a spreadsheet. A refusal is told in words; nothing half is saved. */
export function ExportButton({ address, more = [] }: ExportButtonProps) {
  const { t, i18n } = useTranslation(['common', 'errors'])
  const { message } = AntApp.useApp()
  const save = useMutation({
    mutationFn: (query: string) => fetchFile(`${address}${address.includes('?') ? '&' : '?'}${query}&lang=${i18n.language}`),
    onSuccess: ({ blob, name }) => saveAs(blob, name),
    onError: (error) => {
      const problem = error instanceof Problem ? error : new Problem('unexpected', 0, String(error))
      void message.error([problemTitle(t, problem), problemHint(t, problem)].filter(Boolean).join('　'))
    },
  })
  const items = [
    { key: 'format=xlsx', label: t('export.xlsx') },
    { key: 'format=csv', label: t('export.csv') },
    ...more.map(({ label, query }) => ({ key: `format=xlsx&${query}`, label })),
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => save.mutate(key) }}>
      <Button icon={<DownloadOutlined aria-hidden="true" />} loading={save.isPending}>
        {t('export.button')}
      </Button>
    </Dropdown>
  )
}

async function fetchFile(address: string): Promise<{ blob: Blob; name: string }> {
  const response = await fetch(address, { credentials: 'same-origin' }).catch(() => null)
  if (response === null) throw new Problem('network', 0, 'No answer from the server')
  if (!response.ok) {
    const body = (await response.json().catch(() => ({}))) as { code?: string; title?: string; params?: Record<string, unknown> }
    throw new Problem(body.code ?? 'unexpected', response.status, body.title ?? '', body.params ?? {})
  }
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  return { blob: await response.blob(), name: name ? decodeURIComponent(name) : 'yunbin' }
}

function saveAs(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser has taken the file by the next turn; the address is of no more use.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
