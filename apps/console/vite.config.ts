import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.YUNBIN_SERVER ?? 'http://127.0.0.1:3000'

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api': server } },
  build: {
    // Salon PCs keep their browser for years: nothing younger than this is asked of it.
    target: ['chrome107', 'safari16'],
    manifest: true,
    chunkSizeWarningLimit: 900,
  },
})
