import type { Shape } from '#present/diagram-parts.js';

/** Sizes of letters in pixels. */
export const FONT = { title: 18, node: 14, detail: 12, badge: 11, legend: 13 } as const;

type Colours = {
  readonly ground: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly frame: string;
  readonly place: string;
  readonly fill: Readonly<Record<Shape, string>>;
  /** Fills of shapes by how full they are under load. */
  readonly heat: Readonly<Record<'cool' | 'busy' | 'full' | 'down', string>>;
};

/** Ink on every fill has a contrast of at least 7:1 in both, computed by the formula of WCAG 2.2; a test holds it. */
export const LIGHT: Colours = {
  ground: '#ffffff',
  ink: '#1b1f24',
  soft: '#454c55',
  line: '#57606a',
  frame: '#8c959f',
  place: '#f6f8fa',
  fill: {
    client: '#e7eefc',
    edge: '#e3f3f1',
    compute: '#ffffff',
    cache: '#fff1dc',
    store: '#e9edf2',
    messaging: '#f1e9fa',
    control: '#eef4df',
    external: '#fafafa',
  },
  heat: { cool: '#dcf2e3', busy: '#ffefc2', full: '#ffd5d0', down: '#e3e5e8' },
};

export const DARK: Colours = {
  ground: '#0d1117',
  ink: '#f0f3f6',
  soft: '#c4ccd5',
  line: '#a3adb8',
  frame: '#6a737d',
  place: '#151b23',
  fill: {
    client: '#1b2b4b',
    edge: '#10383a',
    compute: '#212830',
    cache: '#432f0f',
    store: '#2a3340',
    messaging: '#35264b',
    control: '#2a3716',
    external: '#16191d',
  },
  heat: { cool: '#12351f', busy: '#443408', full: '#57191c', down: '#33373d' },
};

/** No variables, no nesting: converters that read only the plainest CSS draw the light one, which stands first. */
export function styleSheet(heat = false): string {
  const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif";
  const sizes = Object.entries(FONT).map(([name, size]) => `.${name}{${font};font-size:${size}px}`);
  const weights = ['.title,.node,.badge{font-weight:600}'];
  const lines = [
    '.line{fill:none;stroke-width:1.5}',
    '.handed-over{stroke-dasharray:6 4}',
    '.follows{stroke-dasharray:1.5 4}',
    '.shape{stroke-width:1.5}',
    '.external{stroke-dasharray:4 3}',
    ...(heat ? ['.heat-full{stroke-width:4}', '.heat-down{stroke-width:4;stroke-dasharray:7 5}'] : []),
  ];
  return [...sizes, ...weights, ...lines, ...rules(LIGHT, heat), `@media (prefers-color-scheme:dark){${rules(DARK, heat).join('')}}`].join(
    '\n',
  );
}

const rules = (colours: Colours, heat: boolean): string[] => [
  `.ground{fill:${colours.ground}}`,
  `.title,.node,.legend,.badge{fill:${colours.ink}}`,
  `.detail{fill:${colours.soft}}`,
  `.line{stroke:${colours.line}}`,
  `.head{fill:${colours.line}}`,
  `.place{fill:${colours.place};stroke:${colours.frame};stroke-width:1}`,
  `.tag{fill:${colours.ground};stroke:${colours.line};stroke-width:1}`,
  `.shape{stroke:${colours.line}}`,
  `.active{fill:${colours.frame}}`,
  ...Object.entries(colours.fill).map(([shape, fill]) => `.${shape}{fill:${fill}}`),
  ...(heat ? Object.entries(colours.heat).map(([level, fill]) => `.heat-${level}{fill:${fill}}`) : []),
];
