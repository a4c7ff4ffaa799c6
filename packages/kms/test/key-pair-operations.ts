/** Operations on key pairs: no symmetric key can stand in for one, so they are not in the tables of symmetric keys. */
export const keyPairOperations: readonly string[] = [
  "GetPublicKey",
  "AsymmetricEncrypt",
  "AsymmetricDecrypt",
  "AsymmetricSign",
  "AsymmetricVerify",
];
