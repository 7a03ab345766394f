/** The frame's icons: one stroke, 20 × 20, drawn here so that nothing is fetched. Always beside or under a text label. */
const PATHS = {
  play: 'M6 4.5v11l9-5.5z',
  pause: 'M6.5 4.5v11M13.5 4.5v11',
  step: 'M5 4.5v11l7-5.5zM15 4.5v11',
  reset: 'M4.5 10a5.5 5.5 0 1 0 1.8-4.1M4.5 3.5v3.4H8',
  dice: 'M4 4h12v12H4zM7.2 7.2h.01M12.8 7.2h.01M10 10h.01M7.2 12.8h.01M12.8 12.8h.01',
  link: 'M8.5 11.5a3 3 0 0 0 4.3 0l2.6-2.6a3 3 0 0 0-4.3-4.3l-.9.9M11.5 8.500a3 3 0 0 0-4.300 0L4.600 11.100a3 3 0 0 0 4.300 4.300l.9-.9',
  alone: 'M11.500 4H16v4.500M16 4l-6.500 6.500M8 5H4v11h11v-4',
  full: 'M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4',
  save: 'M10 3.500v9M6.200 9l3.800 3.800L13.800 9M4 16.500h12',
  code: 'M7 5.500 2.500 10 7 14.500M13 5.500 17.500 10 13 14.500',
  formula: 'M15.500 5.500v-1.500h-10l5 6-5 6h10v-1.500',
  more: 'M4.500 6.500h11M4.500 10h11M4.500 13.500h11',
  close: 'M5 5l10 10M15 5 5 15',
  sun: 'M10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M4.300 15.700l1.100-1.100M14.600 5.400l1.100-1.100',
  moon: 'M16 11.500A6.500 6.500 0 0 1 8.500 4 6.500 6.500 0 1 0 16 11.500z',
  system: 'M3 4.500h14v9H3zM7.500 16.500h5M10 13.500v3',
  preset: 'M5 3.500h10v13l-5-3.500-5 3.500zM7.500 7h5',
  projector: 'M2.500 7h15v7h-15zM13 10.500a1.800 1.800 0 1 0 .01 0M5.500 10.500h2.500M5 16.500v-2.500M15 16.500v-2.500',
  lecture: 'M2.500 4h15v9h-15zM10 13v3.500M6.500 16.500h7M8.500 6.500v4l3.500-2z',
  grid: 'M4 4h4.500v4.500H4zM11.500 4H16v4.500h-4.500zM4 11.500h4.500V16H4zM11.500 11.500H16V16h-4.500z',
  black: 'M3 5h14v10H3z',
  back: 'M12.500 4.500 7 10l5.500 5.500',
  on: 'M7.500 4.500 13 10l-5.500 5.500',
  windows: 'M3 4h9.500v8H3zM12.500 8H17v8H7.500v-4',
  chevron: 'M6 8l4 4 4-4',
  pen: 'M4 16l1-4L14 3l3 3-9 9zM12 5l3 3',
  sound: 'M3 8v4h3l4 3.500v-11L6 8zM13 7.500a3.500 3.500 0 0 1 0 5M15.200 5.200a7 7 0 0 1 0 9.600',
  check: 'M4 10.5 8.5 15 16 5.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return <Line path={PATHS[name]} solid={name === 'play'} width={name === 'dice' ? 1.6 : undefined} />;
}

interface LineProps {
  readonly path: string;
  readonly solid?: boolean;
  readonly width?: number;
}

/** An icon of a part that comes later and brings its own. */
export function Line({ path, solid, width = 1.5 }: LineProps) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="1.25em"
      height="1.25em"
      aria-hidden="true"
      focusable="false"
      fill={solid ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={width}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path} />
    </svg>
  );
}
