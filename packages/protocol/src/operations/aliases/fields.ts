import * as z from "zod/mini";
import type { FieldValues } from "../../operation.ts";

/** What is told of an alias, as handlers and callers see it. */
export type AliasRow = FieldValues<typeof aliasRow>;

/** What is told of an alias. */
export const aliasRow = { AliasName: z.string(), AliasArn: z.string(), KeyId: z.string() };
