import { Copy } from "./copy.tsx";

/**
 * A value that may be long: shortened in the middle, the whole on hover, copied by one click.
 *
 * @param most characters that are shown, at least 9
 */
export function LongValue({
  value,
  of,
  most = 24,
}: {
  readonly value: string;
  readonly of?: string;
  readonly most?: number;
}) {
  return (
    <span class="whole">
      <code title={value}>{shortenedInside(value, most)}</code>
      <Copy value={value} {...(of !== undefined && { of })} />
    </span>
  );
}

/** A text without its middle, where it is longer than allowed. */
export function shortenedInside(value: string, most: number): string {
  if (value.length <= most) return value;
  const end = Math.floor((most - 1) / 2);
  return `${value.slice(0, most - 1 - end)}…${value.slice(-end)}`;
}
