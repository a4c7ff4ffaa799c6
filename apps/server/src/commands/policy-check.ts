import {
  AccessError,
  createAccess,
  parseDate,
  parsePolicy,
  rolePrincipal,
  rootPrincipal,
  userPrincipal,
  type Principal,
  type Question,
} from "@keyferry/access";
import { renderAccessExplanation } from "@keyferry/explain";
import type { KeyStore } from "@keyferry/store";
import { readDocument } from "../config/document.ts";
import type { Options } from "../config/option-table.ts";
import { arnOf, findKey } from "./find-key.ts";
import type { PolicyCheck } from "./policy-command.ts";
import { StartError } from "../config/start-error.ts";
import { findRecipient } from "../recipients/find-recipient.ts";
import { withExistingStore } from "../data/existing-store.ts";

/** What a check has found. */
export interface PolicyFindings {
  readonly allowed: boolean;
  /** To be printed, with its last line feed. */
  readonly text: string;
}

/**
 * Asks the policies in the store of a data folder whether a call would be allowed.
 *
 * @param rootKeyText the root key in base64, where it came in a variable
 * @throws StartError for a question that is not one, StoreError
 */
export function checkPolicy(
  check: PolicyCheck,
  options: Options,
  rootKeyText: string | undefined,
): Promise<PolicyFindings> {
  return withExistingStore(options, rootKeyText, async ({ store, sealer }) => {
    const {
      "account-id": account,
      "access-key-id": accessKeyId,
      "access-key-secret": accessKeySecret,
    } = options;
    const root = { account, accessKeyId, accessKeySecret };
    const [credentials, recipients] = [store.identities.read, store.recipients.read];
    const access = createAccess({ credentials, recipients, sealer, root });
    try {
      const found = await access.explain(await questionOf(check, options, store));
      const text = check.json ? `${JSON.stringify(found, null, 2)}\n` : renderAccessExplanation(found);
      return { allowed: found.decision.allowed, text };
    } catch (error) {
      if (!(error instanceof AccessError)) throw error;
      throw new StartError(error.message, { cause: error });
    } finally {
      access.close();
    }
  });
}

async function questionOf(check: PolicyCheck, options: Options, store: KeyStore): Promise<Question> {
  const { action, sourceIp: sourceAddress, secure, vpc = null } = check;
  const resource = check.resource === "*" ? "*" : arnOf(check.resource, options);
  const facts = { sourceAddress, secure, time: timeOf(check, Date.now), fromVpc: vpc !== null, vpc };
  const recipient =
    check.recipient === undefined
      ? undefined
      : await findRecipient(check.recipient, check.wrappingAlgorithm, {
          store,
          account: options["account-id"],
        });
  const question = { principal: await principalOf(check, options), action, resource, facts, recipient };
  if (!/^acs:kms:[^:]*:[^:]*:key\//.test(resource)) return question;
  const { key, tags } = await findKey(resource, options, store);
  return { ...question, resourcePolicy: key.policy, tags };
}

async function principalOf(
  { as, sessionPolicy }: PolicyCheck,
  { "account-id": account }: Options,
): Promise<Principal> {
  const [kind, name = ""] = as.split("/");
  if (kind !== "role" && sessionPolicy !== undefined) {
    throw new StartError("--session-policy goes with a role only");
  }
  if (as === "root") return rootPrincipal(account);
  if (kind === "user" && name !== "") return userPrincipal(account, name);
  if (kind === "role" && name !== "") {
    const policy =
      sessionPolicy === undefined
        ? null
        : JSON.stringify(parsePolicy(await readDocument(sessionPolicy, "session-policy")));
    return rolePrincipal(account, name, { name: "check", policy, accessKeyId: "STS.check" });
  }
  throw new StartError("--as must be root, user/<name> or role/<name>");
}

function timeOf({ time }: PolicyCheck, clock: () => number): number {
  const milliseconds = time === undefined ? clock() : parseDate(time);
  if (milliseconds === undefined) throw new StartError("--time must be such as 2026-01-02T03:04:05Z");
  return milliseconds;
}
