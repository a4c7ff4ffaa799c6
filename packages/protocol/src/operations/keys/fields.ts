import * as z from "zod/mini";
import type { IntervalLimits } from "../../codecs/interval.ts";
import { hint } from "../../codecs/marks.ts";
import { timestamp } from "../../codecs/scalars.ts";
import { text } from "../../codecs/text.ts";
import type { FieldValues } from "../../operation.ts";

/** Any text. */
export const keyDescription = hint("any text", text({ max: 8192 }));

const dayInSeconds = 86_400;

/** How long after its newest version the next version of a key may be due. */
export const keyRotationLimits: IntervalLimits = {
  min: 7 * dayInSeconds,
  max: 730 * dayInSeconds,
  inWords: "from 7d to 730d",
};

/** What is told of a key, as handlers and callers see it. */
export type KeyMetadata = FieldValues<typeof keyMetadata>;

/** What is told of a key. Members that do not apply to a key are absent. */
export const keyMetadata = {
  KeyId: z.string(),
  Arn: z.string(),
  KeySpec: z.string(),
  KeyUsage: z.string(),
  KeyState: z.string(),
  Origin: z.string(),
  ProtectionLevel: z.string(),
  PrimaryKeyVersion: z.string(),
  Creator: z.string(),
  CreationDate: timestamp,
  Description: z.string(),
  DKMSInstanceId: z.optional(z.string()),
  DeleteDate: z.optional(timestamp),
  AutomaticRotation: z.string(),
  /** Empty: the material never expires. */
  MaterialExpireTime: z.string(),
  /** When its newest version was made. */
  LastRotationDate: z.optional(timestamp),
  /** Absent where no version is made by itself; so is the next. */
  RotationInterval: z.optional(z.string()),
  NextRotationDate: z.optional(timestamp),
};
