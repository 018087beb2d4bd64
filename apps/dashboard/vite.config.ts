import type { UserConfig } from 'vite'

const config: UserConfig = {
  base: './',
  // Without it the first test of the page would be built from the packages' dist folders.
  resolve: { conditions: ['@of/source', 'module', 'browser', 'production', 'import', 'default'] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 900 },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8787', ws: true, changeOrigin: true } } },
}

export default config
