import i18next, { type BackendModule, type ReadCallback } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { foldOf, formatFen, formatFenShort, percentOf } from './money.ts'
import { waitText } from './time.ts'

export const languages = [
  { code: 'zh-CN', name: '简体中文', short: '简' },
  { code: 'zh-TW', name: '繁體中文', short: '繁' },
  { code: 'en', name: 'English', short: 'EN' },
] as const
export type Language = (typeof languages)[number]['code']

const REMEMBERED = 'yunbin.language'

const files = import.meta.glob<Record<string, unknown>>('../locales/*/*.json', { import: 'default' })

/** Texts come per language and feature, only when a page asks for them. */
const lazyFiles: BackendModule = {
  type: 'backend',
  init: () => {},
  read(language: string, namespace: string, done: ReadCallback) {
    const load = files[`../locales/${language}/${namespace}.json`]
    if (!load) return done(new Error(`No texts ${language}/${namespace}`), null)
    load().then(
      (texts) => done(null, texts),
      (error: Error) => done(error, null),
    )
  },
}

/** The language chosen before, else the browser's, else simplified Chinese. */
export function pickLanguage(remembered: string | null, wanted: readonly string[]): Language {
  const known = languages.find((l) => l.code === remembered)
  if (known) return known.code
  for (const tag of wanted) {
    if (/^zh-(TW|HK|MO|Hant)/i.test(tag)) return 'zh-TW'
    if (/^zh/i.test(tag)) return 'zh-CN'
    if (/^en/i.test(tag)) return 'en'
  }
  return 'zh-CN'
}

export async function startI18n(): Promise<void> {
  await i18next
    .use(lazyFiles)
    .use(initReactI18next)
    .init({
      lng: pickLanguage(localStorage.getItem(REMEMBERED), navigator.languages),
      supportedLngs: languages.map((l) => l.code),
      load: 'currentOnly',
      fallbackLng: 'zh-CN',
      ns: ['common', 'errors'],
      defaultNS: 'common',
      partialBundledLanguages: true,
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    })
  const formatter = i18next.services.formatter
  formatter?.add('money', (fen: unknown) => (typeof fen === 'number' ? formatFen(fen) : ''))
  formatter?.add('moneyShort', (fen: unknown) => (typeof fen === 'number' ? formatFenShort(fen) : ''))
  formatter?.add('fold', (bp: unknown) => (typeof bp === 'number' ? foldOf(bp) : ''))
  formatter?.add('bp', (bp: unknown) => (typeof bp === 'number' ? percentOf(bp) : ''))
  formatter?.add('wait', (seconds: unknown, language) =>
    typeof seconds === 'number' ? waitText(seconds, language ?? i18next.language) : '',
  )
  document.documentElement.lang = i18next.language
}

export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(REMEMBERED, language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
