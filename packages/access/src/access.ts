import type { MaybePromise, Sealer } from "@keyferry/crypto";
import type { CredentialStore } from "@keyferry/store";
import { type AccessKey, openAccessKey } from "./access-key.ts";
import { evaluate } from "./compiled-policy.ts";
import { accessKeyId, accessKeySecret, accountId } from "./credential-syntax.ts";
import { AccessError } from "./errors.ts";
import { createPolicyCache } from "./policy-cache.ts";
import { rootPrincipal } from "./principal.ts";
import type { Decision, Question } from "./question.ts";
import { accountOfResource } from "./resource-account.ts";

/** Knows access keys and answers who may do what. Denies unless something allows. */
export interface Access {
  /**
   * The access key of an id, undefined when there is none. One read of the store, none for the root's.
   *
   * @throws AccessError `unreadable`: its stored secret does not open; `closed`
   */
  accessKey(id: string): MaybePromise<AccessKey | undefined>;
  /**
   * Decides a question by the policies as they stand in the store now. One read of the store, none for a root.
   *
   * @throws AccessError `unreadable`: a policy of the caller is not understood; `closed`
   */
  decide(question: Question): MaybePromise<Decision>;
  /** Wipes the root's secret and forgets what was cached. Later calls throw. */
  close(): void;
}

/** What access control stands on. */
export interface AccessOptions {
  readonly credentials: CredentialStore;
  /** Opens the secrets of stored access keys. */
  readonly sealer: Sealer;
  /** The root of the account. It is configuration, never stored, and its id hides a stored access key of the same id. */
  readonly root: {
    /** Account id, decimal digits. */
    readonly account: string;
    /** 1 to 128 characters of `A-Z a-z 0-9 . _ -`. */
    readonly accessKeyId: string;
    /** 1 to 256 printable ASCII characters. */
    readonly accessKeySecret: string;
  };
  /** How many compiled policies are kept. Default 256. */
  readonly cacheSize?: number;
}

const policyType = "AccountLevelIdentityBasedPolicy";

/**
 * Makes the access control of a service.
 *
 * @throws AccessError `invalid`: the root's account or access key is malformed
 */
export function createAccess({ credentials, sealer, root, cacheSize = 256 }: AccessOptions): Access {
  const rootId = root.accessKeyId;
  const rootSecret = rootSecretOf(root);
  const owner = rootPrincipal(root.account);
  const policies = createPolicyCache(cacheSize);
  let closed = false;

  function refuseClosed(): void {
    if (closed) throw new AccessError("closed", "Access control is closed");
  }

  async function storedAccessKey(id: string): Promise<AccessKey | undefined> {
    const record = await credentials.accessKeyById(id);
    return record && openAccessKey(record, sealer);
  }

  async function decideForUser({ principal, action, resource }: Question): Promise<Decision> {
    const user = await credentials.userByName(principal.account, principal.name);
    if (user === undefined) return { allowed: false, denial: "ImplicitDeny", policyType };
    const outcome = evaluate(
      user.policies.map((text) => policies.get(text)),
      action,
      resource,
    );
    return outcome === "Allow" ? { allowed: true } : { allowed: false, denial: outcome, policyType };
  }

  return {
    accessKey(id) {
      refuseClosed();
      if (id === rootId) return { id, secret: rootSecret.slice(), active: true, principal: owner };
      // An id that no access key can have is not worth a read.
      return accessKeyId.safeParse(id).success ? storedAccessKey(id) : undefined;
    },
    decide(question) {
      refuseClosed();
      const { principal, resource } = question;
      // Accounts never meet, whatever a policy says. An action without a resource is within the caller's account.
      const account = resource === "*" ? principal.account : accountOfResource(resource);
      if (account !== principal.account) return { allowed: false, denial: "ImplicitDeny", policyType: null };
      return principal.type === "root" ? { allowed: true } : decideForUser(question);
    },
    close() {
      closed = true;
      rootSecret.fill(0);
      policies.clear();
    },
  };
}

function rootSecretOf({
  account,
  accessKeyId: id,
  accessKeySecret: secret,
}: AccessOptions["root"]): Uint8Array {
  const faulty =
    (!accountId.safeParse(account).success && "account id") ||
    (!accessKeyId.safeParse(id).success && "access key id") ||
    (!accessKeySecret.safeParse(secret).success && "access key secret");
  if (faulty) throw new AccessError("invalid", `The root's ${faulty} is malformed`);
  return new TextEncoder().encode(secret);
}
