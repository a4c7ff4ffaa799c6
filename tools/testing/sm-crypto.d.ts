/** The part of sm-crypto that the tests use. Everything is hexadecimal text; its SM2 ciphertexts lack the leading 04. */
declare module "sm-crypto" {
  /** 1 stands for C1 C3 C2. */
  type CipherMode = 0 | 1;

  export const sm2: {
    generateKeyPairHex(): { publicKey: string; privateKey: string };
    doEncrypt(message: Uint8Array, publicKey: string, mode: CipherMode): string;
    doDecrypt(
      ciphertext: string,
      privateKey: string,
      mode: CipherMode,
      options: { output: "array" },
    ): number[];
    /**
     * Without `hash`, the message is the digest e; with it, the user id is the default one. Hexadecimal: r and s of 32
     * bytes each, or DER.
     */
    doSignature(message: Uint8Array, privateKey: string, options: { hash: boolean; der: true }): string;
    doVerifySignature(
      message: Uint8Array,
      signature: string,
      publicKey: string,
      options: { hash: boolean; der: true },
    ): boolean;
  };
}
