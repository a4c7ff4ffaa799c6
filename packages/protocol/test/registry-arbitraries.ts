import { exportDataKey } from "@keyferry/protocol";
import fc from "fast-check";
import * as z from "zod/mini";

/** Any text that may travel: lone surrogates and control characters among it. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    maxLength: 30,
  }),
  fc.constantFrom("__proto__", "constructor", "toString", "", " ", "\r", "]]>", "&amp;", "<a/>", "\u0000"),
  // Texts that are JSON, which no other is by chance.
  fc.constantFrom("{}", "[]"),
);
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.uint8Array({ minLength: 32, maxLength: 32 }),
  fc.uint8Array({ minLength: 900, maxLength: 1_024, size: "max" }),
);
const anyWholeNumber = fc.oneof(fc.nat(10), fc.nat(400), fc.nat(1_000_000));
const anyMoment = fc
  .integer({ min: 0, max: Date.UTC(9999, 11, 31, 23, 59, 59) / 1000 })
  .map((seconds) => new Date(seconds * 1000));
const contextText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("__proto__", "1", "0", ""),
);
const anyContext = fc.uniqueArray(fc.tuple(contextText, contextText), {
  selector: ([key]) => key,
  maxLength: 8,
});

/**
 * Values of a schema, as handlers see them, derived from the schema itself. A codec's own limits are not in it: what it
 * would not read back, because it is too long or out of range, is left out.
 */
export function valuesOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodMiniOptional) {
    return fc.option(valuesOf(schema._zod.def.innerType), { nil: undefined });
  }
  if (schema instanceof z.ZodMiniObject) return membersOf(schema._zod.def.shape);
  if (schema instanceof z.ZodMiniArray) {
    return fc
      .array(valuesOf(schema._zod.def.element), { maxLength: 10 })
      .filter((list) => isRead(schema, list));
  }
  if (schema instanceof z.ZodMiniUnion) {
    return fc.oneof(...schema._zod.def.options.map(valuesOf)).filter((value) => isRead(schema, value));
  }
  if (schema instanceof z.ZodMiniEnum) return fc.constantFrom(...Object.values(schema._zod.def.entries));
  if (schema instanceof z.ZodMiniBoolean) return fc.boolean();
  if (schema instanceof z.ZodMiniNumber) return anyWholeNumber;
  if (schema instanceof z.ZodMiniString) return textsOf(schema);
  if (schema instanceof z.ZodMiniPipe) return insideOf(schema).filter((value) => isReadBack(schema, value));
  throw new Error(`nothing is known of values of ${schema._zod.def.type}`);
}

/** Values of an object's members. */
export function membersOf(
  shape: Readonly<Record<string, z.core.$ZodType>>,
): fc.Arbitrary<Record<string, unknown>> {
  const members = Object.entries(shape).map(([name, field]) => [name, valuesOf(field)] as const);
  return fc
    .record(Object.fromEntries(members))
    .map((object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)));
}

/** What a codec has inside: its own schema says it, or else which of the house's codecs it is, tried by what it reads. */
function insideOf(codec: z.ZodMiniPipe): fc.Arbitrary<unknown> {
  const { in: outside, out: inside } = codec._zod.def;
  if (!(inside instanceof z.ZodMiniCustom)) return valuesOf(inside);
  if (outside instanceof z.ZodMiniObject) {
    const [list] = Object.values(outside._zod.def.shape as Readonly<Record<string, z.core.$ZodType>>);
    if (list !== undefined) return valuesOf(list);
  }
  if (outside instanceof z.ZodMiniRecord) {
    // The items that there are: recipients, which are fields of ExportDataKey as well.
    const { PublicKeyBlob, WrappingKeySpec, WrappingAlgorithm } = exportDataKey.request._zod.def.shape;
    return membersOf({ PublicKeyBlob, WrappingKeySpec, WrappingAlgorithm });
  }
  if (reads(codec, "2026-01-02T03:04:05Z")) return anyMoment;
  if (reads(codec, '{"a":"b"}')) return anyContext;
  return anyBytes;
}

function textsOf(schema: z.ZodMiniString): fc.Arbitrary<string> {
  const pattern = (schema._zod.def.checks ?? []).flatMap((check) => {
    const { def } = check._zod;
    return "pattern" in def && def.pattern instanceof RegExp ? [def.pattern] : [];
  })[0];
  if (pattern === undefined) return anyText.filter((text) => isRead(schema, text));
  // Texts cannot be made from a look-ahead: they are made without it, and those that it forbids are left out.
  const plain = new RegExp(pattern.source.replaceAll(/\(\?![^)]*\)/g, ""), pattern.flags);
  return fc.stringMatching(plain, { maxLength: 100 }).filter((text) => isRead(schema, text));
}

function isRead(schema: z.core.$ZodType, value: unknown): boolean {
  return z.safeEncode(schema, value).success;
}

function isReadBack(codec: z.ZodMiniPipe, value: unknown): boolean {
  const encoded = z.safeEncode(codec, value);
  return encoded.success && reads(codec, encoded.data);
}

function reads(codec: z.ZodMiniPipe, outside: unknown): boolean {
  return z.safeDecode(codec, outside).success;
}
