import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import Markdown from 'markdown-to-jsx/react'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PageSkeleton } from '../../components/skeletons.tsx'
import { GUIDE_INDEX } from '../../lib/guide-pages.ts'
import { useInSight } from '../../lib/use-in-sight.ts'
import { contentsOf, guideLanguage, pageOf, readGuide } from './guide.ts'
import styles from './help.module.css'

/** The user guide inside the console: the contents on the left, the page beside them. */
export function HelpPage() {
  const { t, i18n } = useTranslation('common')
  const { page = GUIDE_INDEX } = useParams({ strict: false })
  const language = i18n.language
  const contents = useGuide(language, GUIDE_INDEX)
  const text = useGuide(language, page)
  if (text.isPending) return <PageSkeleton />
  return (
    <>
      <PageHeader title={t('help.title')} />
      <PageBody>
        <div className={styles.guide}>
          <Contents links={contentsOf(contents.data ?? '')} />
          <article className={styles.page} lang={guideLanguage(language)}>
            {text.data ? (
              <Markdown
                options={{ disableParsingRawHTML: true, overrides: { a: { component: GuideLink }, table: { component: WideTable } } }}
              >
                {text.data}
              </Markdown>
            ) : (
              <EmptyState title={t('help.missing')} hint={t('help.missingHint')} />
            )}
          </article>
        </div>
      </PageBody>
    </>
  )
}

function Contents({ links }: { links: ReturnType<typeof contentsOf> }) {
  const { t } = useTranslation('common')
  const nav = useInSight<HTMLElement>()
  return (
    <nav ref={nav} className={styles.contents} aria-label={t('help.contents')}>
      {links.map((link) => (
        <Link
          key={link.page}
          to="/help/{-$page}"
          params={{ page: link.page }}
          activeProps={{ 'aria-current': 'page' }}
          className={styles.link}
        >
          {link.title}
        </Link>
      ))}
    </nav>
  )
}

function useGuide(language: string, page: string) {
  return useQuery({
    queryKey: ['guide', guideLanguage(language), page],
    queryFn: () => readGuide(language, page),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

function GuideLink({ href = '', children }: ComponentProps<'a'>) {
  const page = pageOf(href)
  // What lies outside the guide is for whoever reads it as files.
  if (page === null) return <>{children}</>
  return (
    <Link to="/help/{-$page}" params={{ page: page === GUIDE_INDEX ? undefined : page }}>
      {children}
    </Link>
  )
}

/** A table scrolls by itself where the page is narrow. */
function WideTable(props: ComponentProps<'table'>) {
  return (
    <div className={styles.table}>
      <table {...props} />
    </div>
  )
}
