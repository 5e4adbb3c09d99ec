declare const unit: unique symbol;

/** A number that carries its unit in the type, so seconds never meet milliseconds. One unit a dimension past the reader. */
type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

/** Time in seconds. */
export type Seconds = Quantity<'s'>;
export const Seconds = (value: number): Seconds => value as Seconds;

/** Events per second, averaged. */
export type PerSecond = Quantity<'1/s'>;
export const PerSecond = (value: number): PerSecond => value as PerSecond;

/** Amount of data in bytes. */
export type Bytes = Quantity<'B'>;
export const Bytes = (value: number): Bytes => value as Bytes;

/** Data carried per second, in bytes. */
export type BytesPerSecond = Quantity<'B/s'>;
export const BytesPerSecond = (value: number): BytesPerSecond => value as BytesPerSecond;

/** A share of one: 95% is 0.95. A factor such as 3x is 3. */
export type Ratio = Quantity<'1'>;
export const Ratio = (value: number): Ratio => value as Ratio;

/** Money a month, in the currency the design is written in. */
export type MoneyPerMonth = Quantity<'money/month'>;
export const MoneyPerMonth = (value: number): MoneyPerMonth => value as MoneyPerMonth;

/** Minutes in an average year (365.25 days are not used by published availability tables; 365 are). */
export const MINUTES_PER_YEAR = 525_600;
export const SECONDS_PER_YEAR = MINUTES_PER_YEAR * 60;
