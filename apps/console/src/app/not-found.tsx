import { FileUnknownOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../components/empty-state.tsx'
import { LinkButton } from '../components/link-button.tsx'

/** An address that leads nowhere: mistyped, or of a page that is gone. */
export function NotFound() {
  const { t } = useTranslation('common')
  return (
    <main style={{ padding: '10vh 16px' }}>
      <EmptyState
        icon={<FileUnknownOutlined />}
        title={<h1>{t('notFound.title')}</h1>}
        hint={t('notFound.hint')}
        action={
          <LinkButton to="/" isPrimary>
            {t('notFound.home')}
          </LinkButton>
        }
      />
    </main>
  )
}
