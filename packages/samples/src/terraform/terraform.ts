import { addressOf, trustComment, type SampleCall } from "../call.ts";
import { isObject, jsonIn } from "../json.ts";
import { snakeCase } from "../naming.ts";
import { parametersOf } from "../parameters.ts";
import { quoteHcl } from "../quoting.ts";
import { terraformBlocks, type AttributeKind } from "./resources.ts";

/** HCL for the `alicloud` provider, where a resource or data source makes the call and has an attribute for each parameter. */
export function terraformSample(call: SampleCall): string | undefined {
  const { operation, region } = call;
  const found = Object.hasOwn(terraformBlocks, operation.name) ? terraformBlocks[operation.name] : undefined;
  if (found === undefined) return undefined;
  const attributes: (readonly [string, string])[] = [];
  for (const [parameter, text] of parametersOf(call)) {
    const attribute = Object.hasOwn(found.attributes, parameter) ? found.attributes[parameter] : undefined;
    if (attribute === undefined || !isText(text)) return undefined;
    const [name, kind] = typeof attribute === "string" ? [snakeCase(parameter), attribute] : attribute;
    if (kind === "unsaid") continue;
    const code = expressionOf(kind, text);
    if (code === undefined) return undefined;
    attributes.push([name, code]);
  }
  const { host, protocol } = addressOf(call);
  return [
    "terraform {",
    "  required_providers {",
    '    alicloud = { source = "aliyun/alicloud" }',
    "  }",
    "}",
    "",
    "# Reads ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.",
    ...trustComment(call, "#", "set SSL_CERT_FILE=ca.pem"),
    'provider "alicloud" {',
    `  region   = ${quoteHcl(region)}`,
    `  protocol = ${quoteHcl(protocol.toUpperCase())}`,
    "",
    "  endpoints {",
    `    kms = ${quoteHcl(host)}`,
    "  }",
    "}",
    "",
    `${found.block} ${quoteHcl(found.type)} "sample" {`,
    ...aligned(attributes),
    "}",
    "",
  ].join("\n");
}

/** The HCL for a parameter; undefined where its text is not what the attribute takes. */
function expressionOf(kind: Exclude<AttributeKind, "unsaid">, text: string): string | undefined {
  switch (kind) {
    case "text":
      return quoteHcl(text);
    case "boolean":
      return text === "true" || text === "false" ? text : undefined;
    case "switch":
      return text === "true" || text === "false"
        ? quoteHcl(text === "true" ? "Enabled" : "Disabled")
        : undefined;
    case "list": {
      const items = jsonIn(text);
      return Array.isArray(items) && items.every(isText) ? `[${items.map(quoteHcl).join(", ")}]` : undefined;
    }
    case "map": {
      const value = jsonIn(text);
      return isObject(value) ? mapOf(Object.entries(value)) : undefined;
    }
    case "tags": {
      const tags = jsonIn(text);
      return Array.isArray(tags) ? mapOf(tags.map(tagOf)) : undefined;
    }
  }
}

function mapOf(members: readonly (readonly [unknown, unknown])[]): string | undefined {
  const pairs = members.map(([name, value]) =>
    isText(name) && isText(value) ? `${quoteHcl(name)} = ${quoteHcl(value)}` : undefined,
  );
  if (pairs.includes(undefined)) return undefined;
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

function tagOf(tag: unknown): readonly [unknown, unknown] {
  const { TagKey, TagValue } = (typeof tag === "object" && tag !== null ? tag : {}) as Record<
    string,
    unknown
  >;
  return [TagKey, TagValue];
}

/** Whether a value is a text that HCL takes as it is: it knows Unicode's form NFC alone. */
function isText(value: unknown): value is string {
  return typeof value === "string" && value === value.normalize("NFC");
}

function aligned(attributes: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(0, ...attributes.map(([name]) => name.length));
  return attributes.map(([name, code]) => `  ${name.padEnd(width)} = ${code}`);
}
