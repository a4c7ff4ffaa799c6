import * as z from "zod/mini";
import { timestamp } from "../../codecs/scalars.ts";
import type { FieldValues } from "../../operation.ts";

/** What is told of a key version, as handlers and callers see it. */
export type KeyVersion = FieldValues<typeof keyVersion>;

/** What is told of a key version. */
export const keyVersion = { KeyId: z.string(), KeyVersionId: z.string(), CreationDate: timestamp };
