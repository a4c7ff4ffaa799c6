import * as z from "zod/mini";

/** What is told of an alias. */
export const aliasRow = { AliasName: z.string(), AliasArn: z.string(), KeyId: z.string() };
