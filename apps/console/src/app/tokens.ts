import type { ThemeConfig } from 'antd'

/**
 * Every colour, size and shadow of the console. Stylesheets read them as `var(--yb-…)`, Ant Design through `antdTheme`.
 * One brand hue with tints; red means danger or allergy, amber asks for attention, green says done, and nothing else may use them.
 */
export interface Tokens {
  brand: string
  brandHover: string
  brandActive: string
  /** Text and icons of the brand hue on a neutral ground. */
  brandText: string
  brandTint: string
  brandTintStrong: string
  onBrand: string
  ink: string
  inkSoft: string
  inkFaint: string
  ground: string
  surface: string
  surfaceSunken: string
  line: string
  lineStrong: string
  danger: string
  dangerTint: string
  onDanger: string
  attention: string
  attentionTint: string
  done: string
  doneTint: string
  shadow: string
  shadowRaised: string
}

export const light: Tokens = {
  brand: '#86395f',
  brandHover: '#9a4a71',
  brandActive: '#6f2c4d',
  brandText: '#7c3457',
  brandTint: '#f9eff3',
  brandTintStrong: '#efd9e3',
  onBrand: '#ffffff',
  ink: '#2a2326',
  inkSoft: '#665b60',
  inkFaint: '#7c7076',
  ground: '#faf6f4',
  surface: '#ffffff',
  surfaceSunken: '#f5efec',
  line: '#ebe2de',
  lineStrong: '#d6cac6',
  danger: '#c0242d',
  dangerTint: '#fdeeed',
  onDanger: '#ffffff',
  attention: '#8f5600',
  attentionTint: '#fff4dd',
  done: '#1f7349',
  doneTint: '#e8f5ed',
  shadow: '0 1px 2px rgb(60 30 40 / 6%)',
  shadowRaised: '0 8px 28px rgb(60 30 40 / 14%)',
}

export const dark: Tokens = {
  brand: '#a64d7a',
  brandHover: '#b9628d',
  brandActive: '#8d3f67',
  brandText: '#eba9c8',
  brandTint: '#38252f',
  brandTintStrong: '#523243',
  onBrand: '#ffffff',
  ink: '#f4ecee',
  inkSoft: '#bfb2b7',
  inkFaint: '#a3969b',
  ground: '#1a1617',
  surface: '#242021',
  surfaceSunken: '#1f1b1c',
  line: '#383133',
  lineStrong: '#52484b',
  danger: '#ff8f8a',
  dangerTint: '#43201f',
  onDanger: '#2a0f0e',
  attention: '#f2bc62',
  attentionTint: '#3d2f16',
  done: '#7fd0a2',
  doneTint: '#1d3529',
  shadow: '0 1px 2px rgb(0 0 0 / 40%)',
  shadowRaised: '0 8px 28px rgb(0 0 0 / 55%)',
}

/** By language, in `base.css`. */
export const fontFamily = 'var(--yb-font)'

/** The tokens as custom properties: `brandTint` becomes `--yb-brand-tint`. */
export function cssVariables(tokens: Tokens): string {
  const rows = Object.entries(tokens).map(([name, value]) => `--yb-${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}: ${value};`)
  return `:root { ${rows.join(' ')} }`
}

/** Ant Design dressed in the tokens. `touch` makes every control a 44 px target and the type 16 px. */
export function antdTheme(tokens: Tokens, touch: boolean): ThemeConfig {
  return {
    cssVar: { key: 'yunbin' },
    hashed: false,
    token: {
      colorPrimary: tokens.brand,
      colorLink: tokens.brandText,
      colorLinkHover: tokens.brandHover,
      colorInfo: tokens.brand,
      colorError: tokens.danger,
      colorWarning: tokens.attention,
      colorSuccess: tokens.done,
      colorErrorBg: tokens.dangerTint,
      colorWarningBg: tokens.attentionTint,
      colorSuccessBg: tokens.doneTint,
      colorInfoBg: tokens.brandTint,
      colorText: tokens.ink,
      colorTextSecondary: tokens.inkSoft,
      colorTextTertiary: tokens.inkFaint,
      colorTextPlaceholder: tokens.inkFaint,
      colorBgLayout: tokens.ground,
      colorBgContainer: tokens.surface,
      colorBgElevated: tokens.surface,
      colorBorder: tokens.lineStrong,
      colorBorderSecondary: tokens.line,
      fontFamily,
      fontSize: touch ? 16 : 14,
      controlHeight: touch ? 44 : 36,
      controlHeightLG: touch ? 52 : 48,
      controlHeightSM: touch ? 44 : 28,
      borderRadius: 8,
      borderRadiusLG: 12,
      sizeUnit: 4,
      motionDurationMid: '0.14s',
      motionDurationSlow: '0.18s',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      // A box that is not ticked has to be seen as one.
      Checkbox: { colorBorder: tokens.inkFaint },
      Radio: { colorBorder: tokens.inkFaint },
      Segmented: { trackBg: tokens.line },
      // The hue of buttons is too dark for words on a dark ground.
      Tabs: { itemSelectedColor: tokens.brandText, itemHoverColor: tokens.brandText, inkBarColor: tokens.brandText },
      Table: { headerBg: tokens.surfaceSunken, headerColor: tokens.inkSoft, cellPaddingBlock: 10 },
    },
  }
}
