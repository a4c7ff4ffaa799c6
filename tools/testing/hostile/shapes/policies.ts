import { filled, type HttpRequest } from "../http-request.ts";
import type { HostileShape } from "../shape.ts";
import { v1, type AccessKey } from "../signing.ts";
import type { HostileWorld } from "../world.ts";

const full = 261_000;

type Parameters = Readonly<Record<string, string>>;

const call = (key: AccessKey, action: string, parameters: Parameters): HttpRequest => {
  const { body } = v1({ key, action, parameters });
  return v1({ key, action, parameters: { ...parameters, Padding: filled(full - body.length, "a") } });
};
const setting = (name: string, outcome: string, policy: (world: HostileWorld) => string): HostileShape => ({
  name: `a key policy ${name}`,
  outcome,
  make: (world) =>
    call(world.root, "SetKeyPolicy", {
      KeyId: world.instanceKeyId,
      PolicyName: "default",
      Policy: policy(world),
    }),
});

/** As many statements as fit, and each an Allow. */
const statements = (length: number, statement: (index: number) => object): string => {
  const made: string[] = [];
  for (let index = 0, size = 40; index < 256; index++) {
    const text = JSON.stringify({
      Effect: "Allow",
      Resource: "*",
      Principal: { RAM: [root] },
      ...statement(index),
    });
    size += text.length + 1;
    if (size > length) break;
    made.push(text);
  }
  return `{"Version":"1","Statement":[${made.join(",")}]}`;
};
const root = "acs:ram::1000000000000000:root";
const starred = (length: number) => `kms:${filled(length - 5, "*e")}x`;
const deep = (unit: string, end: string) => unit.repeat(4_000) + end.repeat(4_000);

/** Requests that are hostile by a policy: one that they bring, and those of the caller. */
export const policyShapes: readonly HostileShape[] = [
  setting("of stars", "OK", () => statements(32_000, () => ({ Action: [starred(250), starred(249)] }))),
  setting("that denies by stars", "OK", () =>
    statements(32_000, () => ({ Effect: "Deny", Action: [starred(250), starred(249)] })),
  ),
  setting("of 256 statements", "OK", () => statements(32_000, () => ({ Action: "kms:x" }))),
  setting("of 512 patterns and more", "InvalidParameter", () =>
    statements(32_000, () => ({ Action: Array.from({ length: 3_000 }, () => "kms:x") })),
  ),
  setting("of many principals", "OK", () =>
    statements(32_000, () => ({
      Action: "kms:x",
      Principal: { RAM: Array.from({ length: 400 }, () => root) },
    })),
  ),
  setting("of many values in a condition", "OK", () =>
    statements(32_000, () => ({
      Action: "kms:*",
      Condition: { StringLike: { "acs:SourceIp": Array.from({ length: 256 }, () => filled(100, "*1")) } },
    })),
  ),
  setting(
    "of 10,000 empty statements",
    "InvalidParameter",
    () => `{"Version":"1","Statement":[${filled(30_002, "{},")}{}]}`,
  ),
  setting("of 3,000 members", "InvalidParameter", () =>
    JSON.stringify(Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`m${String(index)}`, 1]))),
  ),
  setting("of lists in lists", "InvalidParameter", () => deep("[", "]")),
  setting("of objects in objects", "InvalidParameter", () => deep('{"Statement":', "}").replace("}", "1}")),
  setting("of 40 kB", "InvalidParameter", () => filled(40_000, "[")),
  {
    name: "a session's policy of stars",
    outcome: "OK",
    make: ({ root: key }) =>
      call(key, "AssumeRole", {
        RoleArn: "acs:ram::1000000000000000:role/hostile",
        RoleSessionName: "hostile",
        Policy: JSON.stringify({
          Version: "1",
          Statement: [{ Effect: "Allow", Action: [starred(250)], Resource: `acs:${filled(1_000, "*:a")}` }],
        }),
      }),
  },
  {
    name: "a caller whose 250 statements allow something else",
    outcome: "Forbidden.NoPermission",
    make: ({ denied, keyId: KeyId }) => call(denied, "DescribeKey", { KeyId }),
  },
];
