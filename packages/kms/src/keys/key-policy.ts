import { defaultKeyPolicy, parseKeyPolicy, PolicyError } from "@keyferry/access";
import { serviceError } from "@keyferry/protocol";
import type { KeyRecord } from "@keyferry/store";

/** The one policy that a key has. */
const onlyPolicy = "default";

/**
 * Checks that a key or a secret can have a policy, and that it is the one that is asked for.
 *
 * @throws ServiceError `Forbidden.KeyPolicyUnSupported` for one outside instances, `Forbidden.ResourceNotFound` for
 *   another name than `default`
 */
export function checkPolicyName({ instance }: Pick<KeyRecord, "instance">, name = onlyPolicy): void {
  if (instance === null) throw serviceError("Forbidden.KeyPolicyUnSupported");
  if (name !== onlyPolicy) {
    throw serviceError("Forbidden.ResourceNotFound", { reason: "the only policy is default" });
  }
}

/** The policy of a key that was given none, as it is stored. */
export function defaultPolicyText(account: string): string {
  return JSON.stringify(defaultKeyPolicy(account));
}

/**
 * A caller's key policy, as it is stored: as it was sent.
 *
 * @param account id of the key's owner
 * @throws ServiceError `InvalidParameter` with the place of the policy's first fault
 */
export function checkedPolicy(text: string, account: string): string {
  try {
    parseKeyPolicy(text, { account });
    return text;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const { path, problem } = error;
    const reason = path === "" ? problem : `${path} ${problem}`;
    throw serviceError("InvalidParameter", { parameter: "Policy", reason, cause: error });
  }
}
