import { hint, mark, type IdentifierKind } from "./marks.ts";
import { text } from "./text.ts";

/** The form of an identifier: what its whole text matches, in linear time, and how to say so. */
export interface IdentifierForm {
  readonly pattern: RegExp;
  /** For people: `must be ...`. */
  readonly form: string;
}

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const instanceKey = "key-[0-9a-z]{21}";
const keyId = `(?:${uuid}|${instanceKey})`;
const versionId = `(?:${uuid}|${instanceKey}-[0-9a-z]{10})`;
const alias = "alias/[A-Za-z0-9_/-]{1,255}";
const secret = "[A-Za-z0-9_/\\x2b=.@-]{1,192}";
const secretArn = `acs:kms:([a-z0-9-]{1,64}):([0-9]{1,32}):secret/(${secret})`;
const arn = `acs:kms:([a-z0-9-]{1,64}):([0-9]{1,32}):(?:key/(${keyId})|(${alias}))`;

const formOf = (source: string, form: string): IdentifierForm => ({
  pattern: new RegExp(`^(?:${source})$`),
  form: `must be ${form}`,
});

const uuidInWords = "a UUID in lower case";
const instanceKeyInWords = "key- and 21 lower-case letters and digits";

/**
 * The forms of identifiers. What lives in a KMS instance and what lives outside have ids of different forms. A text of
 * another form is no identifier, and is not looked up.
 */
export const identifierForms = {
  /** Id of a key outside instances, and of its versions. */
  uuid: formOf(uuid, uuidInWords),
  /** Id of a key of an instance. */
  instanceKey: formOf(instanceKey, instanceKeyInWords),
  /** Id of a version of a key of an instance. */
  instanceKeyVersion: formOf(
    `${instanceKey}-[0-9a-z]{10}`,
    "the key's id, a hyphen and 10 lower-case letters and digits",
  ),
  /** Id of a KMS instance. */
  instance: formOf("kst-[0-9a-z]{21}", "kst- and 21 lower-case letters and digits"),
} as const satisfies Readonly<Record<string, IdentifierForm>>;

/** What to type for an identifier. */
const hints: Readonly<Record<IdentifierKind, string>> = {
  key: "key id, alias or ARN",
  "key version": "id of a key version",
  alias: "alias/ and a name",
  instance: "id of an instance",
  secret: "name or ARN of a secret",
  access: "name of a network rule, a policy or an access point",
  "client key": "id of a client key",
};

function identifier(names: IdentifierKind, { pattern, form }: IdentifierForm, max: number) {
  return mark({ names, hint: hints[names] }, text({ max, pattern, form }));
}

/** A key by its id, its alias or the ARN of either, which may be another account's or another region's. */
export const keyName = identifier(
  "key",
  formOf(
    `${keyId}|${alias}|${arn}`,
    `the id of a key (${uuidInWords}, or ${instanceKeyInWords}), an alias (alias/ and a name), or an ARN` +
      " such as acs:kms:<region>:<account>:key/<id>",
  ),
  400,
);

/** What an ARN of a key or an alias says. */
export interface KeyArn {
  readonly region: string;
  /** Account id, decimal digits. */
  readonly account: string;
  /** Id of a key, or name of an alias with its prefix. */
  readonly name: string;
}

const wholeArn = new RegExp(`^${arn}$`);

/** Reads the ARN of a key or an alias; undefined for any other text. */
export function readKeyArn(text: string): KeyArn | undefined {
  const [, region, account, id, aliased] = wholeArn.exec(text) ?? [];
  const name = id ?? aliased;
  return region === undefined || account === undefined || name === undefined
    ? undefined
    : { region, account, name };
}

/** Id of a key version. */
export const keyVersionId = identifier(
  "key version",
  formOf(
    versionId,
    `the id of a key version: ${uuidInWords}, or the id of a key in an instance, a hyphen and 10 more`,
  ),
  64,
);

/** Name of an alias that a caller may make, change or delete, with its prefix. Those of cloud services are not among them. */
export const aliasName = identifier(
  "alias",
  formOf(
    "alias/(?!acs)[A-Za-z0-9_/-]{1,255}",
    "alias/ and 1 to 255 letters, digits, _ / or -, and not begin with alias/acs",
  ),
  261,
);

/** Id of a KMS instance. */
export const instanceId = identifier("instance", identifierForms.instance, 64);

const secretNameInWords = "1 to 192 letters, digits and _ / + = . @ -";

const namedSecret = formOf(
  `${secret}|${secretArn}`,
  `${secretNameInWords}, or an ARN such as acs:kms:<region>:<account>:secret/<name>`,
);

/** A secret by its name, or by its ARN, which may be another account's. */
export const secretName = identifier("secret", namedSecret, 400);

/** Whether callers can name a secret so. What holds a version of a managed data key has another name. */
export function isSecretName(text: string): boolean {
  return namedSecret.pattern.test(text);
}

const access = formOf("[A-Za-z0-9_.-]{1,192}", "1 to 192 letters, digits and _ . -");

/** A network rule, a policy or an access point, by its name. */
export const accessName = identifier("access", access, 192);

/** Name of one that is to be made. */
export const newAccessName = hint(
  "a name that none of its kind has",
  text({ max: 192, pattern: access.pattern, form: access.form }),
);

/** Id of a client key. */
export const clientKeyId = identifier("client key", formOf(`KAAP\\.${uuid}`, `KAAP. and ${uuidInWords}`), 64);

const newSecret = formOf(`${secret}|\\$Auto`, secretNameInWords);

/** Name of a secret that is to be made. `$Auto`: the service makes the name of what the secret is for. */
export const newSecretName = hint(
  "a name that no secret has",
  text({ max: 192, pattern: newSecret.pattern, form: newSecret.form }),
);

/** What an ARN of a secret says. */
export interface SecretArn {
  readonly region: string;
  /** Account id, decimal digits. */
  readonly account: string;
  readonly name: string;
}

const wholeSecretArn = new RegExp(`^${secretArn}$`);

/** Reads the ARN of a secret; undefined for any other text. */
export function readSecretArn(text: string): SecretArn | undefined {
  const [, region, account, name] = wholeSecretArn.exec(text) ?? [];
  return region === undefined || account === undefined || name === undefined
    ? undefined
    : { region, account, name };
}
