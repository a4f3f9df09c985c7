import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eef3fe',
  '#dce6fb',
  '#b6caf6',
  '#8eadf1',
  '#6c93ed',
  '#3f6de0',
  '#2b57c4',
  '#2450b8',
  '#1d429b',
  '#16347c',
];
const dark: MantineColorsTuple = [
  '#e7eaef',
  '#c3cad4',
  '#929ba8',
  '#4c5663',
  '#39424d',
  '#262d36',
  '#1b2027',
  '#14181d',
  '#0f1216',
  '#0b0d10',
];

/** Mantine with the look of globals.css: small, with square corners and one accent colour. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent, dark },
  white: '#ffffff',
  black: '#171a1f',
  defaultRadius: 5,
  fontFamily: 'var(--font-sans)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: {
      defaultProps: { variant: 'subtle', radius: 6 },
      vars: () => ({
        root: {
          '--ai-color': 'var(--ink-2)',
          '--ai-bd': '0',
          '--ai-hover': 'var(--hover)',
          '--ai-hover-color': 'var(--ink-1)',
        },
      }),
    },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: 0 } },
    TextInput: { defaultProps: { size: 'xs' } },
    Menu: { defaultProps: { shadow: 'md', withinPortal: true, transitionProps: { duration: 0 } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 0 } } },
    // To lock the scroll, Mantine writes a style without a nonce, which the policy refuses.
    Modal: {
      defaultProps: { transitionProps: { duration: 0 }, lockScroll: false, closeButtonProps: { 'aria-label': 'Close' } },
    },
  },
});

const ours = {
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-text': 'var(--ink-1)',
  '--mantine-color-anchor': 'var(--accent-ink)',
  '--mantine-color-default-border': 'var(--control-line)',
};

/** Mantine’s greys fail WCAG AA for small text; ours pass in both themes. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours });
