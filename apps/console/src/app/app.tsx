import { LoadingOutlined } from '@ant-design/icons'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import ConfigProvider from 'antd/es/config-provider'
import { Suspense } from 'react'
import { TOUCH, useMedia } from '../lib/use-media.ts'
import { queryClient } from './query-client.ts'
import { router } from './router.tsx'
import { antdTheme, cssVariables, light } from './tokens.ts'

/** The sign of a busy button is no part of its name; the library's own one says "loading", and sometimes stays behind unseen. */
const button = { autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden="true" /> }

export function App() {
  const touch = useMedia(TOUCH)
  return (
    <ConfigProvider theme={antdTheme(light, touch)} button={button} wave={{ disabled: true }}>
      <style>{cssVariables(light)}</style>
      <QueryClientProvider client={queryClient}>
        <Suspense fallback={null}>
          <RouterProvider router={router} />
        </Suspense>
      </QueryClientProvider>
    </ConfigProvider>
  )
}
