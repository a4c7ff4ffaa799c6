import { ServiceError } from "@keyferry/protocol";
import { writersOf, type KeyStore } from "@keyferry/store";
import { secretArn } from "../../call/arn.ts";
import { newAuditTrail } from "../../call/audit-trail.ts";
import { doEach } from "../../call/do-each.ts";
import { isToldOfNoHook, renewSecret } from "./renew-secret.ts";
import type { Rotator } from "./rotator.ts";

/**
 * Renews the values of all secrets for which that is due, and goes on with rotations that were left in their midst.
 *
 * @param options.clock milliseconds since the epoch. It is asked for each secret anew: the time that a rotation may take begins
 *   when it begins
 * @param options.signal ends it before the next secret
 * @returns how many were renewed
 * @throws AggregateError when some are left; every other was renewed all the same. Its errors are of those that have failed:
 *   none of the secrets that somebody else is at
 */
export async function rotateDueSecrets(
  options: Pick<Rotator, "crypto" | "countMessage" | "random" | "rotationHook"> & {
    readonly store: Pick<KeyStore, "scoped" | "everywhere" | "view">;
    readonly clock: () => number;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<number> {
  const { store, clock, signal, ...parts } = options;
  const { secrets, refused } = await store.everywhere.secrets.read.dueForRotation(clock());
  let renewed = 0;
  const rotate = async ({ scope, name }: (typeof secrets)[number]): Promise<void> => {
    const read = (await store.view()).scoped(scope);
    const secret = await read.secrets.byName(name);
    if (secret === undefined) return;
    const { rotation } = secret;
    if (parts.rotationHook === undefined && rotation !== null && isToldOfNoHook(rotation)) return;
    const rotator: Rotator = {
      ...parts,
      ...{
        read,
        write: writersOf(store.scoped(scope)),
        scope: { ...scope, time: clock() },
        trail: newAuditTrail(),
      },
    };
    const target = { ...scope, secret, resource: secretArn(scope, name) };
    try {
      if (await renewSecret(rotator, target, { onlyIfDue: true })) renewed += 1;
    } catch (cause) {
      throw new Error(`${target.resource} has the value from before`, { cause });
    }
  };
  const left =
    parts.rotationHook === undefined
      ? "secrets whose rotation is due have the values from before, and nothing renews them"
      : "secrets whose rotation is due have the values from before, and will be tried again";
  await doEach(secrets, rotate, { left, refused, signal, isTold: (failure) => !isInUse(failure) });
  return renewed;
}

/** Somebody else is at a secret, by RotateSecret or as another server: that is no failure, and it is looked after again. */
function isInUse(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.cause instanceof ServiceError &&
    error.cause.code === "Rejected.ResourceInUse"
  );
}
