import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Exporter, userPrincipal, whoMayExport } from "@keyferry/access";
import type { IdentityReader, RecipientReader } from "@keyferry/store";
import {
  accessOf,
  account,
  allow,
  deny,
  facts,
  forPrincipals,
  key,
  otherAccount,
  policy,
  recipientCalled,
} from "./world.ts";

const action = "kms:ExportDataKey";
const [first, second] = ["ab".repeat(32), "cd".repeat(32)];
const named = [
  recipientCalled("hsm-1", { fingerprint: first, spec: "RSA_2048", algorithm: "RSAES_OAEP_SHA_256" }),
  recipientCalled("hsm-2", { fingerprint: second, spec: "EC_SM2", algorithm: "SM2PKE" }),
];
const when = (statement: object, Condition: object) => ({ ...statement, Condition });
const is = (name: string, value: string | string[], operator = "StringEquals") => ({
  [operator]: { [`keyferry:${name}`]: value },
});

interface World {
  readonly users?: Readonly<Record<string, readonly object[]>>;
  readonly roles?: Readonly<Record<string, readonly object[]>>;
  readonly keyPolicy?: readonly object[];
  readonly time?: number;
  /** Told of each identity that is read. */
  readonly reading?: (name: string) => void;
}

/** Who may export, by principal; the root only where it is asked for. */
async function exporters({
  users = {},
  roles = {},
  keyPolicy,
  time = 0,
  reading = () => undefined,
}: World): Promise<readonly Exporter[]> {
  const policies = (statements: readonly object[]) =>
    statements.length === 0 ? [] : [JSON.stringify(policy(...statements))];
  const userRecords = Object.entries(users).map(([name, statements]) => ({
    ...{ account, name, policies: policies(statements), groups: [] },
  }));
  const roleRecords = Object.entries(roles).map(([name, statements]) => ({
    ...{ account, name, policies: policies(statements), trustPolicy: "{}", maxSessionSeconds: 3600 },
  }));
  const identities = {
    userByName: async (_: string, name: string) => {
      reading(name);
      return userRecords.find((user) => user.name === name);
    },
    roleByName: async (_: string, name: string) => {
      reading(name);
      return roleRecords.find((role) => role.name === name);
    },
    listUsers: async () => userRecords,
    listRoles: async () => roleRecords,
  } as unknown as IdentityReader;
  const recipients = { list: async () => named } as unknown as RecipientReader;
  return whoMayExport(
    {
      ...{ account, resource: key, tags: [{ key: "team", value: "pay" }], actions: [action], time },
      resourcePolicy: keyPolicy === undefined ? null : JSON.stringify(policy(...keyPolicy)),
    },
    { identities, recipients },
  );
}

/** What one principal may do, in short: each group of recipients with its algorithms and conditions. */
async function reachOf(world: World, who = `acs:ram::${account}:user/ci`): Promise<readonly string[]> {
  const found = (await exporters(world)).find(({ principal }) => principal === who);
  const shown = (group: object) => Object.values(group).flat().join(" ");
  return [
    ...(found?.reached ?? []).map(({ recipients, allowed, algorithms, conditions }) =>
      [
        shown(recipients),
        `${String(algorithms.length)} algorithms`,
        allowed,
        ...conditions.map(({ effect, operator, key: name, values }) =>
          [effect, name, operator, ...values].join(" "),
        ),
      ].join(", "),
    ),
    ...(found?.excepted ?? []).map((group) => `not ${shown(group)}`),
  ];
}

/** By which algorithms somebody may export to a key, as it is told: the narrowest group that the key is of says it. */
function told(found: Exporter | undefined, fingerprint: string): readonly string[] {
  const said = [
    ...(found?.reached ?? []),
    ...(found?.excepted ?? []).map((recipients) => ({ recipients, algorithms: [] })),
  ];
  const like = (pattern: string) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(fingerprint);
  const width = ({ recipients }: (typeof said)[number]): number => {
    if (recipients.kind === "any") return 0;
    if (recipients.kind === "like") return recipients.patterns.every(like) ? recipients.patterns.length : -1;
    return "fingerprint" in recipients && recipients.fingerprint === fingerprint ? Infinity : -1;
  };
  const [narrowest] = said
    .filter((one) => width(one) >= 0)
    .toSorted((one, other) => width(other) - width(one));
  return narrowest?.algorithms ?? [];
}

const ci = (...statements: object[]): World => ({ users: { ci: statements } });

describe("who may export", () => {
  it("is the root, to any recipient, unless the key's policy denies it", async () => {
    const root = `acs:ram::${account}:root`;
    expect(await exporters({})).toMatchObject([{ principal: root, action, toAny: true }]);
    const keyPolicy = [forPrincipals("Deny", root, action)];
    expect(await exporters({ keyPolicy })).toEqual([]);
  });

  it.each<[string, object[], string[]]>([
    ["nobody without an Allow", [], []],
    ["to any", [allow(action)], ["any, 3 algorithms, always"]],
    [
      "to a name, and to what it is the name of",
      [when(allow(action), is("RecipientName", "hsm-1"))],
      [`named hsm-1 ${first}, 2 algorithms, always`],
    ],
    [
      "to a fingerprint that has a name",
      [when(allow(action), is("RecipientFingerprint", second))],
      [`named hsm-2 ${second}, 1 algorithms, always`],
    ],
    [
      "to a fingerprint that has none",
      [when(allow(action), is("RecipientFingerprint", "ef".repeat(32)))],
      [`fingerprint ${"ef".repeat(32)}, 3 algorithms, always`],
    ],
    [
      "to fingerprints like a pattern, those with names apart",
      [when(allow(action), is("RecipientFingerprint", "abab*", "StringLike"))],
      ["like abab*, 3 algorithms, always", `named hsm-1 ${first}, 2 algorithms, always`],
    ],
    [
      "to any but fingerprints like a pattern",
      [when(allow(action), is("RecipientFingerprint", "0*", "StringNotLike"))],
      ["any, 3 algorithms, always", "not like 0*"],
    ],
    [
      "to any but fingerprints like a pattern that one has to look for",
      [allow(action), when(deny(action), is("RecipientFingerprint", "00?0*", "StringLike"))],
      ["any, 3 algorithms, always", "not like 00?0*"],
    ],
    [
      "to fingerprints like a pattern but those also like another",
      [
        when(allow(action), is("RecipientFingerprint", "0*", "StringLike")),
        when(deny(action), is("RecipientFingerprint", "*f", "StringLike")),
      ],
      ["like 0*, 3 algorithms, always", "not like 0* *f"],
    ],
    [
      "to a name that nobody has yet",
      [when(allow(action), is("RecipientName", "hsm-9"))],
      ["name hsm-9, 3 algorithms, always"],
    ],
    ["to any of a spec", [when(allow(action), is("RecipientSpec", "EC_SM2"))], ["any, 1 algorithms, always"]],
    [
      "to any but one",
      [allow(action), when(deny(action), is("RecipientName", "hsm-1"))],
      ["any, 3 algorithms, always", `not named hsm-1 ${first}`],
    ],
    [
      "under a condition on the request",
      [
        {
          ...allow(action),
          Condition: { ...is("RecipientName", "hsm-1"), IpAddress: { "acs:SourceIp": "192.0.2.0/24" } },
        },
      ],
      [`named hsm-1 ${first}, 2 algorithms, under conditions, Allow acs:SourceIp IpAddress 192.0.2.0/24`],
    ],
    [
      "by a tag, which is known",
      [
        when(allow(action), { StringEquals: { "kms:tag/team": "pay" } }),
        when(deny(action), { StringEquals: { "kms:tag/team": "dev" } }),
      ],
      ["any, 3 algorithms, always"],
    ],
    [
      "unless a Deny on the request is met",
      [allow(action), when(deny("*"), { Bool: { "acs:SecureTransport": "false" } })],
      ["any, 3 algorithms, under conditions, Deny acs:SecureTransport Bool false"],
    ],
    [
      "not by a second factor, which nobody has",
      [when(allow(action), { Bool: { "acs:MFAPresent": "true" } })],
      [],
    ],
  ])("is %s", async (_, statements, expected) => {
    expect(await reachOf(ci(...statements))).toEqual(expected);
  });

  it.each<[object, boolean]>([
    [is("RecipientFingerprint", "0*", "StringNotLike"), true],
    [is("RecipientFingerprint", "*a*", "StringNotLike"), true],
    [is("RecipientFingerprint", "0*", "StringLike"), true],
    [is("RecipientFingerprint", `${"0".repeat(20)}*${"f".repeat(11)}`, "StringLike"), true],
    [is("RecipientFingerprint", `${"0".repeat(20)}*${"f".repeat(12)}`, "StringLike"), false],
    [is("RecipientFingerprint", "*", "StringLike"), true],
    [is("RecipientFingerprint", first), false],
    [is("RecipientName", "hsm-*", "StringLike"), false],
  ])("is warned of where key pairs can be made for it: %j", async (condition, toAny) => {
    const found = await exporters(ci(when(allow(action), condition)));
    expect(found.find(({ principal }) => principal.endsWith("user/ci"))?.toAny).toBe(toAny);
  });

  it("is a role, and a stranger whom the key's policy names, whose own policies nobody here knows", async () => {
    const keyPolicy = [
      when(
        forPrincipals("Allow", [`acs:ram::${otherAccount}:user/x`, `acs:ram::${otherAccount}:*`], action),
        is("RecipientName", "hsm-1"),
      ),
    ];
    const found = await exporters({ roles: { reader: [allow("kms:*")] }, keyPolicy });
    expect(found.map(({ principal, ownPoliciesToo, toAny }) => [principal, ownPoliciesToo, toAny])).toEqual([
      [`acs:ram::${account}:root`, false, true],
      [`acs:ram::${account}:role/reader`, false, true],
      [`acs:ram::${otherAccount}:user/x`, true, false],
      [`acs:ram::${otherAccount}:*`, true, false],
    ]);
  });

  it("agrees with what is decided, whatever the policies say of recipients", async () => {
    const condition = fc.oneof(
      fc.constant({}),
      fc
        .oneof(
          fc.tuple(
            fc.constantFrom("StringEquals", "StringNotEquals"),
            fc.constantFrom(first, second, "ef".repeat(32)),
          ),
          fc.tuple(
            fc.constantFrom("StringLike", "StringNotLike"),
            fc.constantFrom(first, "0*", "*1", "ab*", "*cd*"),
          ),
        )
        .map(([operator, value]) => ({ Condition: is("RecipientFingerprint", value, operator) })),
      fc.constantFrom("hsm-1", "hsm-2").map((value) => ({ Condition: is("RecipientName", value) })),
      fc.constantFrom("RSA_2048", "EC_SM2").map((value) => ({ Condition: is("RecipientSpec", value) })),
    );
    const statement = fc
      .tuple(fc.constantFrom(allow(action), deny(action)), condition)
      .map(([effect, more]) => ({ ...effect, ...more }));
    await fc.assert(
      fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 4 }), async (statements) => {
        const found = (await exporters(ci(...statements))).find(({ principal }) =>
          principal.endsWith("user/ci"),
        );
        const access = accessOf({ user: [policy(...statements)], recipients: named });
        for (const fingerprint of [first, second, "ef".repeat(32), "01".repeat(32), "7".repeat(64)]) {
          const known = named.find((one) => one.fingerprint === fingerprint);
          const algorithms = told(found, fingerprint);
          for (const [spec, algorithm] of [
            ["RSA_2048", "RSAES_OAEP_SHA_256"],
            ["EC_SM2", "SM2PKE"],
          ] as const) {
            if (known !== undefined && known.spec !== spec) continue;
            const question = {
              ...{ principal: userPrincipal(account, "ci"), action, resource: key, facts },
              recipient: { fingerprint, spec, algorithm },
            };
            expect(algorithms.includes(algorithm)).toBe((await access.decide(question)).allowed);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it("is asked of each identity once, however many recipients there are", async () => {
    const reads: string[] = [];
    const reading = (name: string) => reads.push(name);
    await exporters({ users: { ci: [allow("kms:*")] }, roles: { reader: [allow("kms:*")] }, reading });
    expect(reads.toSorted()).toEqual(["ci", "reader"]);
  });

  it("is nobody by the name of a recipient whose certificates have ended", async () => {
    const world = ci(when(allow(action), is("RecipientName", "hsm-3")));
    const record = { ...named[0], name: "hsm-3", fingerprint: "12".repeat(32), validUntil: 100 };
    named.push(record as (typeof named)[number]);
    expect(await reachOf({ ...world, time: 99 })).toEqual([
      `named hsm-3 ${record.fingerprint}, 2 algorithms, always`,
    ]);
    expect(await reachOf({ ...world, time: 100 })).toEqual([]);
    named.pop();
  });
});
