import * as z from "zod/mini";

/** The codec that {@link list} makes. */
export type ListCodec<Member extends string, Item extends z.ZodMiniType> = z.ZodMiniCodec<
  z.ZodMiniObject<Readonly<Record<Member, z.ZodMiniArray<Item>>>>,
  z.ZodMiniCustom<readonly z.output<Item>[], readonly z.output<Item>[]>
>;

/**
 * A list in an answer: an array inside; outside the service's two-level form, `{"Keys":{"Key":[...]}}` in JSON and one
 * `<Key>` per item inside `<Keys>` in XML.
 */
export function list<const Member extends string, Item extends z.ZodMiniType>(
  member: Member,
  item: Item,
): ListCodec<Member, Item> {
  const shape = { [member]: z.array(item) } as Readonly<Record<Member, z.ZodMiniArray<Item>>>;
  const wire = z.object(shape);
  return z.codec(wire, z.custom<readonly z.output<Item>[]>(Array.isArray), {
    decode: (outer) => (outer as Readonly<Record<Member, readonly z.output<Item>[]>>)[member],
    encode: (items) => ({ [member]: items }) as z.output<typeof wire>,
  });
}
