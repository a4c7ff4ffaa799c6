import type { IdentityReader, RecipientReader, TagRecord } from "@keyferry/store";
import { type Evidence, gatherEvidence, type OwnedQuestion } from "../decision/evidence.ts";
import type { CompiledPolicy } from "../policies/compiled-policy.ts";
import { createPolicyCaches } from "../policies/policy-cache.ts";
import { type Principal, rolePrincipal, rootPrincipal, userPrincipal } from "../principal.ts";
import { type ExportReach, exportReach, exportReachBy } from "./export-reach.ts";
import { isInReach } from "./strangers.ts";

/** The question who may export from a key. */
export interface WhoMayExport {
  /** The account of the key. */
  readonly account: string;
  /** ARN of the key. */
  readonly resource: string;
  /** The key's policy, JSON text; null: it has none. */
  readonly resourcePolicy: string | null;
  readonly tags: readonly TagRecord[];
  /** The permissions that export, such as `kms:ExportDataKey`. */
  readonly actions: readonly string[];
  /** By which certificates of recipients are good: milliseconds since the epoch. */
  readonly time: number;
}

/** Somebody who may export, and to whom. */
export interface Exporter extends ExportReach {
  /** ARN as policies write it; `acs:ram::{account}:*` is everybody of another account. */
  readonly principal: string;
  readonly action: string;
  /** Whether policies of another account, which nobody here knows, have to allow it as well. */
  readonly ownPoliciesToo: boolean;
  /** Whether it may export to a key pair that it makes itself: to any, or to one that it finds by trying. */
  readonly toAny: boolean;
}

/**
 * Who may export from a key, and to whom: the root, users and roles of its account, and whomever its policy names of other
 * accounts. Policies are evaluated as for every call, as far as they do not hang on the request. A session's policy may narrow
 * what a role may do, and is not known here.
 *
 * @throws AccessError `unreadable`: a policy is not understood, or a group of a user is not there
 */
export async function whoMayExport(
  { account, resource, resourcePolicy, tags, actions, time }: WhoMayExport,
  { recipients, ...readers }: { readonly identities: IdentityReader; readonly recipients: RecipientReader },
): Promise<readonly Exporter[]> {
  const identities = readOnce(readers.identities);
  const caches = createPolicyCaches(1024);
  const sources = { view: { identities, recipients }, caches };
  const policy = resourcePolicy === null ? undefined : caches.key.get(resourcePolicy);
  const named = await recipients.list(account);
  const facts = { sourceAddress: "", secure: false, time, fromVpc: false, vpc: null };
  const about = {
    ...{ resource, owner: account, facts, tags: () => tags, resourcePolicy: policy },
    resourceType: "ResourceBasedPolicy",
  } as const;
  const found: Exporter[] = [];
  for (const action of actions) {
    for (const principal of await principalsOf(account, identities)) {
      const question = { ...about, needs: "either" as const, principal, action };
      const reach = await exportReach(question, named, sources);
      add(policyName(principal), action, reach, false);
    }
    for (const principal of strangersIn(policy, account)) {
      const question: OwnedQuestion = { ...about, needs: "both", principal, action };
      const reach = await exportReachBy(
        policy === undefined ? [] : [policy],
        named,
        ({ recipient, record }) => {
          const byFingerprint = async (of: string) => (of === account ? record : undefined);
          return evidenceOfKeyAlone(
            { ...question, recipient },
            { identities, recipients: { byFingerprint } },
          );
        },
      );
      add(policyName(principal), action, reach, principal.type !== "root");
    }
  }
  return found;

  function add(
    principal: string,
    action: string,
    reach: ExportReach | undefined,
    ownPoliciesToo: boolean,
  ): void {
    if (reach === undefined || reach.reached.length === 0) return;
    const toAny = reach.reached.some(
      ({ recipients: to }) => to.kind === "any" || (to.kind === "like" && isInReach(to.patterns)),
    );
    found.push({ principal, action, ownPoliciesToo, toAny, ...reach });
  }

  /** What the key's policy alone says: of the stranger's own policies the best is taken. */
  async function evidenceOfKeyAlone(
    question: OwnedQuestion,
    view: Parameters<typeof gatherEvidence>[1]["view"],
  ): Promise<Evidence | undefined> {
    const asRoot = { ...question, principal: rootPrincipal(question.principal.account) };
    const evidence = await gatherEvidence(asRoot, { view, caches });
    if (evidence === undefined) return undefined;
    const { principal } = question;
    return {
      ...evidence,
      asked: { ...evidence.asked, principal },
      askedOfResource: { ...evidence.askedOfResource, principal },
    };
  }
}

async function principalsOf(account: string, identities: IdentityReader): Promise<readonly Principal[]> {
  const session = { name: "any", policy: null, accessKeyId: "" };
  return [
    rootPrincipal(account),
    ...(await identities.listUsers(account)).map(({ name }) => userPrincipal(account, name)),
    ...(await identities.listRoles(account)).map(({ name }) => rolePrincipal(account, name, session)),
  ];
}

/** Whom a key's policy names of other accounts. A user `*` stands for everybody there: nobody can be called so. */
function strangersIn(policy: CompiledPolicy | undefined, owner: string): readonly Principal[] {
  const found = new Map<string, Principal>();
  for (const { account, who, name } of (policy?.statements ?? []).flatMap(
    ({ principals }) => principals ?? [],
  )) {
    if (account === owner) continue;
    const session = { name: "any", policy: null, accessKeyId: "" };
    const principal =
      who === "root"
        ? rootPrincipal(account)
        : who === "role"
          ? rolePrincipal(account, name, session)
          : userPrincipal(account, who === "user" ? name : "*");
    found.set(policyName(principal), principal);
  }
  return [...found.values()];
}

/** Reads each identity and group at most once, since all candidates are asked about at one time. */
function readOnce(identities: IdentityReader): IdentityReader {
  const once = <T>(read: (account: string, name: string) => T) => {
    const known = new Map<string, T>();
    return (account: string, name: string): T => {
      const id = `${account}/${name}`;
      const found = known.get(id) ?? read(account, name);
      known.set(id, found);
      return found;
    };
  };
  return {
    ...identities,
    userByName: once((account, name) => identities.userByName(account, name)),
    groupByName: once((account, name) => identities.groupByName(account, name)),
    roleByName: once((account, name) => identities.roleByName(account, name)),
  };
}

/** A principal as policies write it. */
function policyName({ type, account, name, arn }: Principal): string {
  if (type === "role") return `acs:ram::${account}:role/${name}`;
  return type === "user" && name === "*" ? `acs:ram::${account}:*` : arn;
}
