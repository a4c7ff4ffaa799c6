import { copySecret, type MaybePromise, secretUtf8, wipe } from "@keyferry/bytes";
import type { Sealer } from "@keyferry/crypto";
import type { CredentialReader, RecipientFinder } from "@keyferry/store";
import type { AccessKey } from "./identities/access-key.ts";
import { createAccessKeyCache } from "./identities/access-key-cache.ts";
import { accessKeyId, accessKeySecret, accountId } from "./syntax/credential-syntax.ts";
import { decide } from "./decision/decide.ts";
import { AccessError } from "./errors.ts";
import { explain } from "./decision/explain.ts";
import type { AccessView } from "./decision/evidence.ts";
import type { AccessExplanation } from "./decision/explanation.ts";
import { allowsAny, type AnyActionQuestion } from "./decision/allows-any.ts";
import { createPolicyCaches } from "./policies/policy-cache.ts";
import { rootPrincipal } from "./principal.ts";
import type { Decision, Question } from "./question.ts";
import { openSessionKey, type SessionClaim, type SessionKey } from "./identities/session-key.ts";

/**
 * Knows access keys and answers who may do what. Denies unless something allows. Identities are found in the view of the
 * request where one is handed in, otherwise in the store as it is now.
 */
export interface Access {
  /**
   * The access key of an id, undefined when there is none. One read of the store, none for the root's. A secret that was
   * unsealed lately is not unsealed again.
   *
   * @throws AccessError `unreadable`: its stored secret does not open; `closed`
   */
  accessKey(id: string, view?: Pick<AccessView, "identities">): MaybePromise<AccessKey | undefined>;
  /**
   * The temporary access key of a security token, or what is wrong with the token. No read of the store.
   *
   * @throws AccessError `closed`
   */
  sessionKey(claim: SessionClaim): SessionKey;
  /**
   * Decides a question by the policies as they stand. One read of the store and one for each group of
   * the user; none for a root in its own account.
   *
   * @throws AccessError `unreadable`: a policy is not understood, or a group of the user is not there; `closed`
   */
  decide(question: Question, view?: AccessView): MaybePromise<Decision>;
  /**
   * Whether the policy of a key lets a caller do anything at all: a key of another account whose policy does not is one
   * that the caller must not even learn of. The caller's own policies are not asked. No read of the store.
   *
   * @throws AccessError as `decide`
   */
  allowsAny(question: AnyActionQuestion): boolean;
  /**
   * Decides a question as `decide` does, and says which statements were considered, why each did or did not apply, and
   * what would have allowed it. For people: it is slower.
   *
   * @throws AccessError as `decide`
   */
  explain(question: Question, view?: AccessView): Promise<AccessExplanation>;
  /** Wipes the secrets of access keys and forgets what was cached. Later calls throw. */
  close(): void;
}

/** What access control stands on. */
export interface AccessOptions {
  /** Where identities are found that no view is handed in for. */
  readonly credentials: CredentialReader;
  /** Where the names of recipients are found that no view is handed in for. Default: no recipient has a name. */
  readonly recipients?: RecipientFinder;
  /** Opens the secrets of stored access keys, and security tokens. */
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
  /** How many compiled policies of each kind are kept. Default 256. */
  readonly cacheSize?: number;
}

const nameless: RecipientFinder = { byFingerprint: async () => undefined };

/**
 * Makes the access control of a service.
 *
 * @throws AccessError `invalid`: the root's account or access key is malformed
 */
export function createAccess(options: AccessOptions): Access {
  const { credentials, recipients = nameless, sealer, root, cacheSize = 256 } = options;
  const rootId = root.accessKeyId;
  const rootSecret = rootSecretOf(root);
  const owner = rootPrincipal(root.account);
  const caches = createPolicyCaches(cacheSize);
  const accessKeys = createAccessKeyCache(sealer);
  const now: AccessView = { identities: credentials, recipients };
  let closed = false;

  function refuseClosed(): void {
    if (closed) throw new AccessError("closed", "Access control is closed");
  }

  async function storedAccessKey(
    id: string,
    { identities }: Pick<AccessView, "identities">,
  ): Promise<AccessKey | undefined> {
    const record = await identities.accessKeyById(id);
    // It may have been closed meanwhile.
    refuseClosed();
    return record && accessKeys.open(record);
  }

  return {
    accessKey(id, view = now) {
      refuseClosed();
      if (id === rootId) return { id, secret: copySecret(rootSecret), active: true, principal: owner };
      // An id that no access key can have is not worth a read.
      return accessKeyId.safeParse(id).success ? storedAccessKey(id, view) : undefined;
    },
    sessionKey(claim) {
      refuseClosed();
      return openSessionKey(claim, sealer);
    },
    decide(question, view = now) {
      refuseClosed();
      return decide(question, { view, caches });
    },
    allowsAny(question) {
      refuseClosed();
      return allowsAny(question, { caches });
    },
    async explain(question, view = now) {
      refuseClosed();
      return explain(question, { view, caches });
    },
    close() {
      closed = true;
      wipe(rootSecret);
      accessKeys.clear();
      for (const cache of Object.values(caches)) cache.clear();
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
  return secretUtf8(secret);
}
