import * as z from "zod";
import { maxRecipients } from "../recipients/max-recipients.ts";
import { seedInstanceEntry } from "./seed-instance.ts";
import { seedManagedDataKeyEntry } from "./seed-managed-data-key.ts";
import { seedKeyEntry } from "./seed-key.ts";

const accountForm = "must be 1 to 32 decimal digits, in quotes";

/** What an account begins with. What users, groups, roles and recipients may be, access control says. */
const content = {
  keys: z.array(seedKeyEntry).max(10_000).optional(),
  users: z.array(z.unknown()).max(10_000).optional(),
  groups: z.array(z.unknown()).max(10_000).optional(),
  roles: z.array(z.unknown()).max(10_000).optional(),
  recipients: z.array(z.unknown()).max(maxRecipients).optional(),
  managedDataKeys: z.array(seedManagedDataKeyEntry).max(1000).optional(),
  instances: z.array(seedInstanceEntry).max(1000).optional(),
};

/** The shape of a seed file: the server's own account, and further ones. */
export const seedDocument = z.strictObject({
  ...content,
  accounts: z
    .array(z.strictObject({ id: z.string(accountForm).regex(/^\d{1,32}$/, accountForm), ...content }))
    .max(1000)
    .optional(),
});

/** What a seed file says of one account. */
export type SeedContent = Omit<z.output<typeof seedDocument>, "accounts">;
