import { describeKeyVersion } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { keyVersionOf } from "../../keys/key-version.ts";

/** DescribeKeyVersion. */
export const describeKeyVersionHandler = handle(describeKeyVersion, {
  resolve: async ({ KeyId, KeyVersionId }, lookup) => ({
    described: await lookup.keyVersion(KeyId, KeyVersionId),
  }),
  perform: (_, { described }) => ({ KeyVersion: keyVersionOf(described.version) }),
});
