import * as z from "zod/mini";
import { timestamp } from "../../codecs/scalars.ts";

/** What is told of a key version. */
export const keyVersion = { KeyId: z.string(), KeyVersionId: z.string(), CreationDate: timestamp };
