import * as z from "zod/mini";

/** How many items a list may have, and what is said of one that has more or fewer, or is none. */
export interface ListBounds {
  readonly min?: number;
  readonly max: number;
  readonly form: string;
  readonly tooFew?: string;
  readonly tooMany: string;
}

/** A list inside JSON text. How long it is is checked before the first item is looked at. */
export function boundedList<Item extends z.core.$ZodType>(
  item: Item,
  { min = 0, max, form, tooFew = form, tooMany }: ListBounds,
) {
  const list = z.array(z.unknown(), form).check(z.minLength(min, tooFew), z.maxLength(max, tooMany));
  return z.pipe(list, z.array(item));
}
