/** The part of sm-crypto that the tests use. Everything is hexadecimal text; its SM2 ciphertexts lack the leading 04. */
declare module "sm-crypto" {
  /** 1 stands for C1 C3 C2. */
  type CipherMode = 0 | 1;

  export const sm2: {
    generateKeyPairHex(): { publicKey: string; privateKey: string };
    doDecrypt(
      ciphertext: string,
      privateKey: string,
      mode: CipherMode,
      options: { output: "array" },
    ): number[];
  };
}
