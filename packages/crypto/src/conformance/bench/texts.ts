/** Texts that are not base64, for as many reasons. */
export const textsThatAreNotBase64 = [
  "hello world",
  "plaintext",
  "abc",
  "abb=",
  "YWJj\n",
  "YWJj YWJj",
  "-_-_",
  "AAAA====",
  "密钥",
  "🔑",
  '<a href="x">&amp;</a>\r\n',
  "\ufeffYWJj",
  "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n",
] as const;

/** Texts of every kind that callers encrypt; `abcd` and `plaintext123` happen to be base64. */
export const textsOfEveryKind = [...textsThatAreNotBase64, "abcd", "plaintext123", "YWI=", "\u0001"] as const;
