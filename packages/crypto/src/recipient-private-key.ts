/** A recipient's private key, read by `parseRecipientPrivateKey` from PKCS #8. */
export type RecipientPrivateKey =
  | { readonly spec: "RSA_2048"; readonly pkcs8: Uint8Array }
  | {
      readonly spec: "EC_SM2";
      readonly pkcs8: Uint8Array;
      /** The scalar d, big-endian, 32 bytes, 1 <= d <= n-2. */
      readonly scalar: Uint8Array;
    };
