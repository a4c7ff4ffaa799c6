import { example } from "../../examples/example.ts";
import { setDeletionProtection } from "./set-deletion-protection.ts";

/** A sound request of SetDeletionProtection. */
export const setDeletionProtectionExample = example(setDeletionProtection, {
  request: ({ key }) => ({
    KeyId: key.KeyId,
    EnableDeletionProtection: true,
    DeletionProtectionDescription: "in use",
  }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({}),
});
