import { assumeRole } from "@keyferry/protocol";
import { createInProcessTransport, type Transport } from "@keyferry/transport";
import { createService, type Entry } from "../service.ts";

/** A Security Token Service that counts the tokens it gives, each good for an hour from the given time. */
export function createSts(clock: () => number): {
  readonly sts: Transport;
  readonly entries: readonly Entry[];
} {
  let tokens = 0;
  const { door, entries } = createService(assumeRole, () => ({
    AssumedRoleUser: { Arn: "arn", AssumedRoleId: "id" },
    Credentials: {
      AccessKeyId: "STS.x",
      AccessKeySecret: "s",
      SecurityToken: `token-${String(++tokens)}`,
      Expiration: new Date(clock() + 3_600_000),
    },
  }));
  return { sts: createInProcessTransport({ door }), entries };
}
