import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AskedRecipient, type Question, rootPrincipal, userPrincipal } from "@keyferry/access";
import { accessOf, account, facts, key, otherAccount, type People, policy, reader } from "./world.ts";

interface Case {
  readonly people: People;
  readonly question: Question;
  readonly ofAccount: string;
}

/** Where a statement can stand. */
type Place = "user" | "group" | "role" | "session" | "key";

type Statements = Readonly<Record<Place, readonly object[]>>;

const oneOrTwo = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { minLength: 1, maxLength: 2 });
const effect = fc.constantFrom("Allow", "Deny");
const action = fc.constantFrom("*", "kms:*", "kms:Encrypt", "kms:Decrypt", "KMS:enc*");
const resource = fc.constantFrom("*", key, "acs:kms:*:*:key/*", "acs:kms:*:*:alias/*");
const condition = fc.dictionary(
  fc.constantFrom("StringEquals", "StringNotEquals", "StringLike", "StringNotLike"),
  fc.dictionary(
    fc.constantFrom("acs:SourceVpc", "kms:tag/t", "acs:SourceIp"),
    oneOrTwo(fc.constantFrom("a", "b", "*")),
    {
      minKeys: 1,
      maxKeys: 2,
    },
  ),
  { minKeys: 1, maxKeys: 2 },
);
const fingerprints = ["a", "b", "c"].map((digit) => digit.repeat(64));
const aFingerprint = fc.constantFrom(...fingerprints.slice(0, 2));
/** A condition on the recipient of an export. */
const recipientCondition: fc.Arbitrary<object> = fc.oneof(
  fc.record({
    StringEquals: fc.record({ "keyferry:RecipientFingerprint": oneOrTwo(aFingerprint) }),
  }),
  fc.record({
    StringNotEquals: fc.record({ "keyferry:RecipientFingerprint": aFingerprint }),
  }),
  fc.record({ StringLike: fc.record({ "keyferry:RecipientFingerprint": fc.constantFrom("a*", "*") }) }),
  fc.record({ StringEquals: fc.record({ "keyferry:RecipientSpec": fc.constantFrom("RSA_2048", "EC_SM2") }) }),
  fc.record({
    StringNotLike: fc.record({ "keyferry:WrappingAlgorithm": fc.constantFrom("SM2*", "RSAES_OAEP_SHA_?56") }),
  }),
);
const maybe = <T extends object>(arbitrary: fc.Arbitrary<T>) => fc.oneof(fc.constant({}), arbitrary);
const conditions = maybe(fc.oneof(condition, recipientCondition).map((Condition) => ({ Condition })));

const ramStatement = fc
  .tuple(
    effect,
    fc.tuple(fc.constantFrom("Action", "NotAction"), oneOrTwo(action)),
    fc.tuple(fc.constantFrom("Resource", "NotResource"), oneOrTwo(resource)),
    conditions,
  )
  .map(([Effect, [actions, covered], [resources, over], more]): object => {
    return { Effect, [actions]: covered, [resources]: over, ...more };
  });

const keyStatement: fc.Arbitrary<object> = fc
  .tuple(
    effect,
    fc.tuple(
      fc.constantFrom(account, otherAccount),
      fc.constantFrom("root", "*", "user/ci", "role/reader", "user/x"),
    ),
    oneOrTwo(action.filter((pattern) => pattern !== "*")),
    conditions,
  )
  .map(([Effect, [of, who], Action, more]) => {
    return { Effect, Principal: { RAM: [`acs:ram::${of}:${who}`] }, Action, Resource: "*", ...more };
  });

const some = (statement: fc.Arbitrary<object>) => fc.array(statement, { maxLength: 3 });
const statements: fc.Arbitrary<Statements> = fc.record({
  user: some(ramStatement),
  group: some(ramStatement),
  role: some(ramStatement),
  session: some(ramStatement),
  key: some(keyStatement),
});

interface Circumstances extends Pick<Question["facts"], "vpc" | "sourceAddress" | "fromVpc"> {
  readonly caller: "root" | "user" | "role";
  readonly ofAccount: string;
  readonly tag: string | null;
  readonly recipient: AskedRecipient | undefined;
}

const circumstances: fc.Arbitrary<Circumstances> = fc.record({
  caller: fc.constantFrom("root", "user", "role"),
  ofAccount: fc.constantFrom(account, otherAccount),
  vpc: fc.constantFrom("a", "c", null),
  tag: fc.constantFrom("a", "c", null),
  sourceAddress: fc.constantFrom("a", "192.0.2.1"),
  fromVpc: fc.boolean(),
  recipient: fc.option(
    fc.record({
      fingerprint: fc.constantFrom(...fingerprints),
      spec: fc.constantFrom("RSA_2048", "EC_SM2"),
      algorithm: fc.constantFrom("RSAES_OAEP_SHA_256", "SM2PKE"),
    }),
    { nil: undefined },
  ),
});

const policiesOf = (list: readonly object[]) => (list.length === 0 ? [] : [policy(...list)]);

function caseOf(said: Statements, { caller, ofAccount, tag, recipient, ...where }: Circumstances): Case {
  const session = said.session.length === 0 ? null : policy(...said.session);
  const principal = {
    root: rootPrincipal(ofAccount),
    user: userPrincipal(ofAccount, "ci"),
    role: reader(session, ofAccount),
  }[caller];
  const people = {
    user: policiesOf(said.user),
    groups: { g: policiesOf(said.group) },
    role: policiesOf(said.role),
  };
  const resourcePolicy = said.key.length === 0 ? null : JSON.stringify(policy(...said.key));
  const tags = () => (tag === null ? [] : [{ key: "t", value: tag }]);
  const question: Question = {
    principal,
    action: "kms:Encrypt",
    resource: key,
    facts: { ...facts, ...where },
    recipient,
    resourcePolicy,
    tags,
  };
  return { people, question, ofAccount };
}

async function isAllowed({ people, question, ofAccount }: Case): Promise<boolean> {
  return (await accessOf(people, ofAccount).decide(question)).allowed;
}

const place = fc.constantFrom<Place>("user", "group", "role", "session", "key");
const runs = { numRuns: 700 };

describe("whatever the policies, the caller and the request", () => {
  it("another Deny never allows more", async () => {
    const addition = fc.tuple(place, ramStatement, keyStatement, statements, circumstances);
    await fc.assert(
      fc.asyncProperty(addition, async ([where, ram, ofKey, before, around]) => {
        const statement = { ...(where === "key" ? ofKey : ram), Effect: "Deny" };
        const after = { ...before, [where]: [...before[where], statement] };
        if (await isAllowed(caseOf(after, around))) {
          expect(await isAllowed(caseOf(before, around))).toBe(true);
        }
      }),
      runs,
    );
  });

  it("one Allow less never allows more", async () => {
    await fc.assert(
      fc.asyncProperty(
        place,
        fc.nat({ max: 2 }),
        statements,
        circumstances,
        async (where, index, before, around) => {
          const removed = before[where][index];
          fc.pre(removed !== undefined && "Effect" in removed && removed.Effect === "Allow");
          const rest = before[where].toSpliced(index, 1);
          // Without any policy a session is not narrowed at all: that is another session, not one Allow less.
          fc.pre(where !== "session" || rest.length > 0);
          const after = { ...before, [where]: rest };
          if (await isAllowed(caseOf(after, around))) {
            expect(await isAllowed(caseOf(before, around))).toBe(true);
          }
        },
      ),
      runs,
    );
  });

  it("a condition on the recipient, added to an Allow, never allows more", async () => {
    await fc.assert(
      fc.asyncProperty(
        place,
        fc.nat({ max: 2 }),
        recipientCondition,
        statements,
        circumstances,
        async (where, index, added, before, around) => {
          const statement = before[where][index] as
            { readonly Effect: string; readonly Condition?: object } | undefined;
          fc.pre(statement !== undefined && statement.Effect === "Allow");
          const narrowed = { ...statement, Condition: { ...added, ...statement.Condition } };
          // An operator that is there already keeps its keys, and has this one as well.
          for (const [operator, keys] of Object.entries(added)) {
            const own = (statement.Condition ?? {}) as Readonly<Record<string, object>>;
            Object.assign(narrowed.Condition, { [operator]: { ...(keys as object), ...own[operator] } });
          }
          const after = { ...before, [where]: before[where].with(index, narrowed) };
          if (await isAllowed(caseOf(after, around))) {
            expect(await isAllowed(caseOf(before, around))).toBe(true);
          }
        },
      ),
      runs,
    );
  });

  it("a session's policy never allows more than the session without it", async () => {
    await fc.assert(
      fc.asyncProperty(statements, circumstances, async (said, around) => {
        const free = caseOf({ ...said, session: [] }, around);
        if (await isAllowed(caseOf(said, around))) expect(await isAllowed(free)).toBe(true);
      }),
      runs,
    );
  });

  it("nobody of another account is let in without an Allow of the key policy that names the account", async () => {
    await fc.assert(
      fc.asyncProperty(statements, circumstances, async (said, around) => {
        const own = said.key.filter((statement) => !JSON.stringify(statement).includes(otherAccount));
        const stranger = { ...around, ofAccount: otherAccount };
        expect(await isAllowed(caseOf({ ...said, key: own }, stranger))).toBe(false);
      }),
      runs,
    );
  });

  it("the explanation is of the decision, and what would have allowed it does", async () => {
    await fc.assert(
      fc.asyncProperty(statements, circumstances, async (said, around) => {
        const { people, question, ofAccount } = caseOf(said, around);
        const access = accessOf(people, ofAccount);
        const explanation = await access.explain(question);
        const decision = await access.decide(question);
        expect(explanation.decision).toEqual(decision);
        const isExplicit = !decision.allowed && decision.denial === "ExplicitDeny";
        expect(explanation.deniedBy.length > 0).toBe(isExplicit);
        if (explanation.wouldAllow.length === 0) return;
        const granted = { ...said };
        for (const { attachTo, policy: document } of explanation.wouldAllow) {
          const { kind } = attachTo;
          if (kind === "role trust") throw new Error("nobody asked for a role");
          granted[kind] = [...granted[kind], ...document.Statement];
        }
        expect(await isAllowed(caseOf(granted, around))).toBe(true);
      }),
      runs,
    );
  });
});
