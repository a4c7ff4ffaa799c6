import * as z from "zod/mini";
import { hasMemberTwice, jsonText } from "../../codecs/json-text.ts";
import { hint, mayBeEmpty } from "../../codecs/marks.ts";
import { text } from "../../codecs/text.ts";
import { isXmlText } from "../../wire/xml-write.ts";

/** The word for the secrets that are reached by the shared gateway, in the place of a KMS instance. */
export const sharedAccess = "shared";

/** What a policy is for: the keys and secrets of a KMS instance, or secrets by the shared gateway. */
export const accessPlace = hint(
  `id of an instance, or ${sharedAccess}`,
  text({
    max: 64,
    pattern: /^(?:shared|kst-[0-9a-z]{21})$/,
    form: `must be ${sharedAccess}, or kst- and 21 lower-case letters and digits`,
  }),
);

/** What applications may be allowed: cryptography, to read secrets, and to read them by the shared gateway. */
export const accessPermissions = [
  "RbacPermission/Template/CryptoServiceKeyUser",
  "RbacPermission/Template/CryptoServiceSecretUser",
  "RbacPermission/Template/SecretUser",
] as const;

/** Roles: at most two; one may stand there twice. None: nothing is allowed. */
export const permissions = hint(
  `JSON text, such as ["${accessPermissions[0]}"]`,
  jsonText(
    z
      .array(
        z.enum(accessPermissions, `is not one of ${accessPermissions.join(", ")}`),
        "must be a list of permissions",
      )
      .check(z.maxLength(2, "has more than 2 permissions")),
    { max: 1024, form: "a list of permissions" },
  ),
);

/** Keys and secrets, whether they are there or not. */
export const accessResources = hint(
  'JSON text, such as ["key/*","secret/orders"]',
  jsonText(
    z
      .array(
        text({
          max: 256,
          pattern: /^(?:key\/(?:\*|[A-Za-z0-9-]{1,64}\*?)|secret\/(?:\*|[A-Za-z0-9_/+=.@-]{1,192}\*?))$/,
          form: "must be key/<id> or secret/<name>; * stands for any rest",
        }),
        "must be a list of resources",
      )
      .check(z.maxLength(30, "has more than 30 resources")),
    { max: 16_384, form: 'a list of "key/<id>" and "secret/<name>"' },
  ),
);

const namesOfRules = z
  .array(text({ max: 192 }), "must be a list of names")
  .check(z.maxLength(40, "has more than 40 names"));

/** What is in the text of access control rules; some clients send an empty list in the place of the object. */
const accessControl = jsonText(
  z.union([
    z.strictObject({ NetworkRules: z.optional(namesOfRules) }),
    z.array(z.never()).check(z.maxLength(0)),
  ]),
  { max: 16_384, form: '{"NetworkRules":["<name>"]}' },
);

/** From where: names of network rules, whether they are there or not. The text is kept and answered as it was sent. */
export const accessControlRules = hint(
  'JSON text, such as {"NetworkRules":["office"]}',
  z
    .string()
    .check(
      z.refine(
        (rules) => rules === "" || isAccessControl(rules),
        'must be JSON text of at most 16384 characters: {"NetworkRules":["<name>"]}, of at most 40 names, and no member twice',
      ),
    ),
);

/** From where, in place of what was said before. Empty: from anywhere again. */
export const changedAccessControlRules = mayBeEmpty(accessControlRules);

/** The names of network rules in the text of access control rules. None: from anywhere. */
export function networkRulesIn(rules: string): readonly string[] {
  if (rules === "") return [];
  const read = z.decode(accessControl, rules);
  return "NetworkRules" in read ? (read.NetworkRules ?? []) : [];
}

/**
 * What is kept must be what was read: of a member that stands there twice, only the last one is. And either form of an answer
 * must hold it: a caller who asks for the other one would be refused after it was written.
 */
function isAccessControl(rules: string): boolean {
  return z.safeDecode(accessControl, rules).success && !hasMemberTwice(rules) && isXmlText(rules);
}
