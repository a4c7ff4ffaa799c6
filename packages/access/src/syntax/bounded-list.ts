import * as z from "zod/mini";

/** A list of `min` to `max` items. The length is checked before the first item is looked at. */
export function boundedList<T extends z.core.$ZodType>(item: T, min: number, max: number) {
  const message =
    min === 0
      ? `must be a list of at most ${String(max)} items`
      : `must be a list of ${String(min)} to ${String(max)} items`;
  const list = z.array(z.unknown(), message).check(z.minLength(min, message), z.maxLength(max, message));
  return z.pipe(list, z.array(item));
}
