import type { Rule } from "eslint";
import type { Type } from "typescript";

/** What the TypeScript parser adds, as far as this rule asks it. */
interface TypeServices {
  getTypeAtLocation(node: unknown): Type;
}

const typedArrays = new Set([
  "Uint8Array",
  "Uint8ClampedArray",
  "Uint16Array",
  "Uint32Array",
  "Int8Array",
  "Int16Array",
  "Int32Array",
  "BigUint64Array",
  "BigInt64Array",
  "Buffer",
]);
const buffers = new Set(["ArrayBuffer", "SharedArrayBuffer"]);
const makers = new Set(["from", "of"]);
const makersOfBuffer = new Set([
  ...makers,
  "alloc",
  "allocUnsafe",
  "allocUnsafeSlow",
  "concat",
  "copyBytesFrom",
]);
const copying = new Set(["slice", "map", "filter", "toReversed", "toSorted", "with"]);
const libraryMakers = new Set(["concatBytes", "copyBytes", "utf8ToBytes", "randomBytes"]);

/**
 * Bytes are made by the functions of `@keyferry/bytes`, whose names say whether they hold a secret. Other makers give
 * typed arrays of up to 64 bytes on V8's heap, which no wiping reaches. A view of an ArrayBuffer makes no bytes.
 */
export const bytesSayWhatTheyHold: Rule.RuleModule = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      make:
        "{{maker}} makes bytes that cannot be wiped for good. Make them with @keyferry/bytes: secretBytes, " +
        "copySecret, joinSecret or secretUtf8 for a secret, publicBytes and its like for what is none.",
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices as TypeServices;
    const report = (node: Rule.Node, maker: string) => {
      context.report({ node, messageId: "make", data: { maker } });
    };
    const isOf = (node: unknown, names: ReadonlySet<string>) =>
      typesIn(services.getTypeAtLocation(node)).some((type) => names.has(type.getSymbol()?.name ?? ""));
    const isView = ([first]: readonly unknown[]) => first !== undefined && isOf(first, buffers);

    return {
      NewExpression(node) {
        const { callee } = node;
        if (callee.type !== "Identifier" || !typedArrays.has(callee.name) || isView(node.arguments)) return;
        report(node, `new ${callee.name}()`);
      },
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return;
        const { object } = callee;
        const { name } = callee.property;
        if (object.type === "Identifier" && typedArrays.has(object.name)) {
          const making = object.name === "Buffer" ? makersOfBuffer : makers;
          if (making.has(name) && !isView(node.arguments)) report(node, `${object.name}.${name}()`);
        } else if (copying.has(name) && isOf(object, typedArrays)) {
          report(node, `${name}()`);
        } else if (name === "encode" && isOf(object, new Set(["TextEncoder"]))) {
          report(node, "TextEncoder.encode()");
        }
      },
      ImportSpecifier(node) {
        const { source } = (node as unknown as { parent: { source: { value: string } } }).parent;
        const { imported } = node;
        if (imported.type !== "Identifier" || !libraryMakers.has(imported.name)) return;
        if (!/^(?:@noble\/|node:crypto$)/.test(source.value)) return;
        report(node, `${imported.name} of ${source.value}`);
      },
    };
  },
};

function typesIn(type: Type): readonly Type[] {
  return type.isUnion() ? type.types : [type];
}
