import { describeKey } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { keyMetadata } from "../../keys/key-metadata.ts";

/** DescribeKey. */
export const describeKeyHandler = handle(describeKey, {
  resolve: async ({ KeyId }, lookup) => ({ described: await lookup.byName(KeyId) }),
  perform: (_, { described: { key, resource } }) => ({
    KeyMetadata: { ...keyMetadata(key, resource), ...protectionOf(key.deletionProtection) },
  }),
});

function protectionOf(protection: string | null) {
  return protection === null
    ? { DeletionProtection: "Disabled" }
    : { DeletionProtection: "Enabled", DeletionProtectionDescription: protection };
}
