import * as z from "zod/mini";

/** Why a caller was denied, as it travels. */
export const denialSchema = z.object({
  AuthAction: z.string(),
  AuthResource: z.string(),
  AuthPrincipalDisplayName: z.string(),
  AuthPrincipalOwnerId: z.string(),
  AuthPrincipalType: z.enum(["Account", "SubUser", "AssumedRoleUser"]),
  NoPermissionType: z.enum(["ImplicitDeny", "ExplicitDeny"]),
  PolicyType: z.optional(z.string()),
  AuthRecipientFingerprint: z.optional(z.string()),
});
