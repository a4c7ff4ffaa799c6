import { wipe } from "@keyferry/bytes";
import { serviceError } from "@keyferry/protocol";

/** Which characters a password may have, and must. */
export interface PasswordRules {
  /** Default 32. */
  readonly PasswordLength?: number | undefined;
  readonly ExcludeCharacters?: string | undefined;
  readonly ExcludeLowercase?: boolean | undefined;
  readonly ExcludeUppercase?: boolean | undefined;
  readonly ExcludeNumbers?: boolean | undefined;
  readonly ExcludePunctuation?: boolean | undefined;
  /** Whether it has a character of each kind that is not left out. Default true. */
  readonly RequireEachIncludedType?: boolean | undefined;
}

/** Of each kind of characters, by the rule that leaves it out. */
const kinds = {
  ExcludeLowercase: "abcdefghijklmnopqrstuvwxyz",
  ExcludeUppercase: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  ExcludeNumbers: "0123456789",
  ExcludePunctuation: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
} as const;

/**
 * Makes a password. Of all passwords that the rules allow, each is as likely as any other: characters are drawn without
 * modulo bias, and one that lacks a kind is thrown away whole, since putting the kind in would favour some.
 *
 * @param random so many bytes fit for keys
 * @throws ServiceError `InvalidParameter` when the rules leave no character
 */
export function newPassword(rules: PasswordRules, random: (length: number) => Uint8Array): string {
  const { PasswordLength: length = 32, ExcludeCharacters = "", RequireEachIncludedType = true } = rules;
  const included = Object.entries(kinds)
    .filter(([rule]) => rules[rule as keyof typeof kinds] !== true)
    .map(([, characters]) =>
      Array.from(characters)
        .filter((each) => !ExcludeCharacters.includes(each))
        .join(""),
    )
    .filter((characters) => characters !== "");
  const alphabet = included.join("");
  if (alphabet === "") {
    const reason = "leaves no character that the password could have";
    throw serviceError("InvalidParameter", { parameter: "ExcludeCharacters", reason });
  }
  const hasAll = (password: string) =>
    included.every((characters) => Array.from(characters).some((each) => password.includes(each)));
  for (;;) {
    const password = drawn(alphabet, length, random);
    if (!RequireEachIncludedType || hasAll(password)) return password;
  }
}

function drawn(alphabet: string, length: number, random: (length: number) => Uint8Array): string {
  // What lies above the largest multiple of the alphabet's length would favour its first characters.
  const limit = 256 - (256 % alphabet.length);
  let text = "";
  while (text.length < length) {
    const bytes = random(2 * length);
    for (const byte of bytes) {
      if (byte < limit && text.length < length) text += alphabet.charAt(byte % alphabet.length);
    }
    wipe(bytes);
  }
  return text;
}
