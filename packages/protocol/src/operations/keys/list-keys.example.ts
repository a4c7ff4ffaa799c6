import { example } from "../../examples/example.ts";
import { shownArn, shownPage, shownVersion } from "../../examples/shown.ts";
import { listKeys } from "./list-keys.ts";

/** A sound request of ListKeys. */
export const listKeysExample = example(listKeys, {
  request: () => ({}),
  touches: () => ["key"],
  answer: () => ({
    Keys: [
      { KeyId: shownVersion.KeyId, KeyArn: shownArn(`key/${shownVersion.KeyId}`) },
      { KeyId: "key-b", KeyArn: shownArn("key/key-b") },
    ],
    ...shownPage,
  }),
});
