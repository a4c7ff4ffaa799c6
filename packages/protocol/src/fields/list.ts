import * as z from "zod/mini";

/**
 * A list in an answer: an array inside; outside the service's two-level form, `{"Keys":{"Key":[...]}}` in JSON and one
 * `<Key>` per item inside `<Keys>` in XML.
 */
export function list<const Member extends string, Item extends z.ZodMiniType>(member: Member, item: Item) {
  const wire = z.object({ [member]: z.array(item) });
  return z.codec(wire, z.custom<readonly z.output<Item>[]>(Array.isArray), {
    decode: (outer) => outer[member] as readonly z.output<Item>[],
    encode: (items) => ({ [member]: items }) as z.output<typeof wire>,
  });
}
