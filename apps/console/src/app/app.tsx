import { LoadingOutlined } from '@ant-design/icons'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import ConfigProvider from 'antd/es/config-provider'
import theme from 'antd/es/theme'
import { lazy, Suspense, useEffect } from 'react'
import { useIsDark } from '../lib/appearance.ts'
import { TOUCH, useMedia } from '../lib/use-media.ts'
import { queryClient } from './query-client.ts'
import { router } from './router.tsx'
import { antdTheme, cssVariables, dark, light } from './tokens.ts'

const PinGuard = lazy(() => import('../features/scan/pin-guard.tsx').then((m) => ({ default: m.PinGuard })))

/** The sign of a busy button is no part of its name; the library's own one says "loading", and sometimes stays behind unseen. */
const button = { autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden="true" /> }

export function App() {
  const touch = useMedia(TOUCH)
  const isDark = useIsDark()
  const tokens = isDark ? dark : light
  useBrowserColours(isDark, tokens.ground)
  return (
    <ConfigProvider
      theme={{ ...antdTheme(tokens, touch), algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm }}
      button={button}
      wave={{ disabled: true }}
    >
      <style>{cssVariables(tokens)}</style>
      <QueryClientProvider client={queryClient}>
        <Suspense fallback={null}>
          <RouterProvider router={router} />
        </Suspense>
        <Suspense fallback={null}>
          <PinGuard />
        </Suspense>
      </QueryClientProvider>
    </ConfigProvider>
  )
}

/** What the browser itself draws: scroll bars, native fields, the bar around the page. */
function useBrowserColours(isDark: boolean, ground: string): void {
  useEffect(() => {
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light'
    document.querySelector('meta[name=theme-color]')?.setAttribute('content', ground)
  }, [isDark, ground])
}
