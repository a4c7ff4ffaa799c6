import * as z from "zod/mini";
import type { IntervalLimits } from "../../codecs/interval.ts";
import { jsonText } from "../../codecs/json-text.ts";
import { list } from "../../codecs/list.ts";
import { hint, mark, secret, verbatim } from "../../codecs/marks.ts";
import { timestamp } from "../../codecs/scalars.ts";
import { oneOf, text } from "../../codecs/text.ts";
import type { FieldValues } from "../../operation.ts";
import { loneSurrogate, utf8Length } from "../../codecs/utf8.ts";

/** What secrets are for. `Generic`: anything; the others are the passwords of something that is renewed with them. */
export const secretTypes = ["Generic", "Rds", "Redis", "RAMCredentials", "ECS", "PolarDB"] as const;

/** A type of secrets. */
export type SecretType = (typeof secretTypes)[number];

/**
 * What a caller needs to be allowed on the key of a secret, unless it is the service's own: to seal a value with it, and to
 * open one.
 */
export const secretKeyPermissions = { seal: "kms:GenerateDataKey", open: "kms:Decrypt" } as const;

/** Any text. */
export const secretDescription = hint("any text", text({ max: 8192 }));

const maxData = 30_720;

/** Whether a value of a secret is short enough: at most 30,720 bytes of UTF-8. */
export function fitsSecretData(data: string): boolean {
  return data.length <= maxData && utf8Length(data) <= maxData;
}

/** The value of a secret: 1 to 30,720 bytes of UTF-8. Of a `binary` one it is base64. */
export const secretData = mark(
  { secret: true, hint: "the value; base64 where SecretDataType is binary" },
  z.string().check(
    z.refine(fitsSecretData, `is longer than ${String(maxData)} bytes of UTF-8`),
    z.refine((data) => !loneSurrogate.test(data), "has a lone surrogate, which UTF-8 cannot hold"),
  ),
);

/** How the value is to be read. */
export const secretDataType = oneOf(["text", "binary"]);

const printable = /^[^\p{C}\p{Z}](?:[^\p{C}]*[^\p{C}\p{Z}])?$/u;
const printableForm = "must have no control characters, and no space at an end";

/** Name of a version: its maker chooses it. */
export const secretVersionId = hint(
  "a name for the version, such as v1",
  text({ max: 64, pattern: printable, form: printableForm }),
);

/** Name of a label of versions. */
export const versionStage = hint(
  "ACSCurrent, ACSPrevious, or a label of your own",
  text({ max: 64, pattern: printable, form: printableForm }),
);

/** Labels of a version: at least one, none twice. */
export const versionStages = hint(
  'JSON text, such as ["ACSCurrent"]',
  jsonText(
    z.array(text({ max: 64, pattern: printable, form: printableForm }), "must be a list of labels").check(
      z.minLength(1, "is empty"),
      z.maxLength(8, "has more than 8 labels"),
      z.refine((stages) => new Set(stages).size === stages.length, "has a label twice"),
    ),
    { max: 2048, form: 'a list of labels, such as ["ACSCurrent"]' },
  ),
);

/** How long ExtendedConfig is at most, in UTF-16 code units. */
export const maxExtendedConfig = 1024;

/** What a managed secret is the password of. */
export const extendedConfig = hint("JSON text of an object", text({ max: maxExtendedConfig }));

/** How long a value of a managed secret may be good for. */
export const secretRotationLimits: IntervalLimits = {
  min: 6 * 3600,
  max: 365 * 86_400,
  inWords: "from 6h to 365d",
};

/** Answer: the labels of a version. */
export const versionStagesAnswer = list("VersionStage", z.string());

/** Answer: tags. */
export const secretTags = list("Tag", z.object({ TagKey: z.string(), TagValue: z.string() }));

/** Answer: how a managed secret is renewed. Absent where it is not. */
export const rotationMembers = {
  AutomaticRotation: z.optional(z.string()),
  LastRotationDate: z.optional(timestamp),
  NextRotationDate: z.optional(timestamp),
  RotationInterval: z.optional(z.string()),
};

/** Answer: a value of a secret, and what is told with it. */
export const secretValue = {
  SecretName: z.string(),
  SecretType: z.string(),
  SecretData: secret(verbatim(z.string())),
  SecretDataType: z.string(),
  VersionId: z.string(),
  VersionStages: versionStagesAnswer,
  CreateTime: timestamp,
  ExtendedConfig: z.optional(z.string()),
  ...rotationMembers,
};

/** A value of a secret, as handlers and callers see it. */
export type SecretValue = FieldValues<typeof secretValue>;
