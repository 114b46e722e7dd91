import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section, Tag } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { type CustomField, kinds } from './field-draft.ts'
import { FieldForm } from './field-form.tsx'
import { customFieldsQuery } from './queries.ts'

type Subject = CustomField['subject']

/** The brand's own fields of members and products. */
export function CustomFieldSettings({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation('memberfile')
  const [subject, setSubject] = useState<Subject>('member')
  const [edited, setEdited] = useState<CustomField | 'new' | null>(null)
  const fields = useQuery(customFieldsQuery(subject))
  const add = mayManage && <Button onClick={() => setEdited('new')}>{t('fields.add')}</Button>
  return (
    <Section title={t('fields.title')} note={t('fields.note')} side={add}>
      <Segmented
        aria-label={t('fields.of')}
        value={subject}
        onChange={setSubject}
        options={(['member', 'product'] as const).map((value) => ({ value, label: t(`fields.subject.${value}`) }))}
      />
      {fields.isPending && <Bones heights={[36, 48, 48]} />}
      <QueryProblem query={fields} />
      {fields.data?.items.length === 0 && <EmptyState title={t('fields.none')} hint={t(`fields.noneHint.${subject}`)} />}
      {fields.data && fields.data.items.length > 0 && (
        <DataTable<CustomField>
          label={t('fields.title')}
          rows={fields.data.items}
          rowKey={(row) => row.id}
          isMuted={(row) => !row.isActive}
          {...(mayManage ? { onOpen: setEdited } : {})}
          columns={[
            {
              key: 'label',
              title: t('fields.label'),
              render: (row) => <MainCell title={row.label} sub={t(`fields.kind.${kinds.find((k) => k === row.kind) ?? 'text'}`)} />,
            },
            {
              key: 'marks',
              title: t('fields.marks'),
              from: 'tablet',
              render: (row) => (
                <>
                  {row.isRequired && <Tag tone="attention">{t('fields.required')}</Tag>}{' '}
                  {row.isSearchable && <Tag>{t('fields.searchable')}</Tag>} {!row.isActive && <Tag>{t('fields.inactive')}</Tag>}
                </>
              ),
            },
            { key: 'visible', title: t('fields.visibleTo'), render: (row) => t(`fields.visible.${row.visibleTo}`) },
          ]}
        />
      )}
      {edited && (
        <FieldForm
          key={edited === 'new' ? 'new' : edited.id}
          subject={subject}
          field={edited === 'new' ? null : edited}
          sort={fields.data?.items.length ?? 0}
          onClose={() => setEdited(null)}
        />
      )}
    </Section>
  )
}
