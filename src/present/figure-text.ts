/** Figures as people read them. Input is SI (seconds, bytes, per second, ratios); three significant digits at most. */
const digits = (value: number): string => String(Number(value.toPrecision(3)));

const DAY = 86_400;
const YEAR = 365.25 * DAY;
const plural = (figure: string, noun: string): string => `${figure} ${noun}${figure === '1' ? '' : 's'}`;

/** Whether so much of a unit is told in it: as it is rounded, so that there are no 1000 ms. */
const fills = (value: number, unit: number): boolean => Math.abs(Number((value / unit).toPrecision(3))) >= 1;

export function timeText(seconds: number): string {
  if (seconds === 0) return '0 s';
  if (fills(seconds, YEAR)) return plural(digits(seconds / YEAR), 'year');
  if (fills(seconds, DAY)) return plural(digits(seconds / DAY), 'day');
  const units = [
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
    [1e-3, 'ms'],
  ] as const;
  const [size, unit] = units.find(([length]) => fills(seconds, length)) ?? [1e-6, 'us'];
  return `${digits(seconds / size)} ${unit}`;
}

/** How full something is, to three digits: 95.2%. */
export const usedText = (share: number): string => `${digits(share * 100)}%`;

/** Nines are counted, not rounded away: 0.99995 is 99.995%. */
export function ratioText(ratio: number): string {
  if (ratio > 0.9 && ratio < 1) {
    const shown = Math.max(3, 2 - Math.floor(Math.log10(1 - ratio)));
    return `${Number((ratio * 100).toFixed(Math.min(9, shown - 1)))}%`;
  }
  return `${digits(ratio * 100)}%`;
}

/** Bytes by the thousand: `1.82 TB`. */
export function bytesText(bytes: number): string {
  const sizes = [
    [1e18, 'EB'],
    [1e15, 'PB'],
    [1e12, 'TB'],
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
  ] as const;
  const found = sizes.find(([size]) => fills(bytes, size));
  return found ? `${digits(bytes / found[0])} ${found[1]}` : `${digits(bytes)} B`;
}

export const numberText = (value: number): string => {
  const sizes = [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const;
  const found = sizes.find(([size]) => fills(value, size * 10 ** (size === 1e3 ? 1 : 0)));
  return found ? `${digits(value / found[0])}${found[1]}` : digits(value);
};

/** So many of something: `1 user`, `1.5 users`. */
export const countText = (value: number, noun: string): string => plural(numberText(value), noun);
