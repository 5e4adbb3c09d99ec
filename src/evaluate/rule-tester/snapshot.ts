/** A value with its maps as text, to see whether somebody changed it. The order of maps counts. */
export const snapshot = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (inner instanceof Map ? ['map', ...inner] : inner));
