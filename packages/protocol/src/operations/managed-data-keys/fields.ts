import { hint } from "../../codecs/marks.ts";
import { text } from "../../codecs/text.ts";

/** What is in front of the name of a secret that holds a version of a managed data key. No caller can make one of it. */
const versionPrefix = "kms-datakeyversion!";

/** The forms of names of managed data keys and their versions. */
export const managedDataKeyForms = {
  name: {
    pattern: /^[A-Za-z0-9_/+=.@-]{1,128}$/,
    form: "must be 1 to 128 letters, digits and _ / + = . @ -",
  },
  versionId: { pattern: /^[A-Za-z0-9]{8}$/, form: "must be 8 letters and digits" },
} as const;

/** The secret that holds a version of a managed data key; `*` stands for any version. */
export const managedDataKeyVersionName = (dataKey: string, versionId: string): string =>
  `${versionPrefix}${dataKey}!${versionId}`;

/** The version that a secret holds, by the secret's name. */
export const managedDataKeyVersionOf = (secretName: string): string =>
  secretName.slice(secretName.lastIndexOf("!") + 1);

/** Name of a managed data key. */
export const dataKeyName = hint(
  "name of a managed data key",
  text({ max: 128, ...managedDataKeyForms.name }),
);

/** Id of a version of a managed data key. */
export const dataKeyVersionId = hint(
  "id of a version of it, such as xH6OPUmz",
  text({ max: 8, ...managedDataKeyForms.versionId }),
);
