import { type KnownMacs, knownMacs } from "../../known-answers/vectors/macs.ts";
import { hexToBytes, utf8ToBytes } from "@noble/ciphers/utils.js";

/** Published codes of one message under one key. */
export interface PublishedMacs extends KnownMacs {
  readonly name: string;
}

const counting = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index + 1);

/**
 * The examples of RFC 4231 4, without the one whose codes are cut short, and those of GM/T 0042 D.3, without the one
 * whose key has between 32 and 64 bytes, which no key of the service stands for.
 */
export const publishedMacs: readonly PublishedMacs[] = [
  { name: "RFC 4231, test case 1", ...knownMacs.sha2 },
  {
    name: "RFC 4231, test case 2",
    key: utf8ToBytes("Jefe"),
    message: utf8ToBytes("what do ya want for nothing?"),
    macs: {
      HMAC_SHA_224: hexToBytes("a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44"),
      HMAC_SHA_256: hexToBytes("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
      HMAC_SHA_384: hexToBytes(
        "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47" +
          "e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
      ),
      HMAC_SHA_512: hexToBytes(
        "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554" +
          "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
      ),
    },
  },
  {
    name: "RFC 4231, test case 3",
    key: new Uint8Array(20).fill(0xaa),
    message: new Uint8Array(50).fill(0xdd),
    macs: {
      HMAC_SHA_224: hexToBytes("7fb3cb3588c6c1f6ffa9694d7d6ad2649365b0c1f65d69d1ec8333ea"),
      HMAC_SHA_256: hexToBytes("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
      HMAC_SHA_384: hexToBytes(
        "88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9feb" +
          "e83ef4e55966144b2a5ab39dc13814b94e3ab6e101a34f27",
      ),
      HMAC_SHA_512: hexToBytes(
        "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39" +
          "bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb",
      ),
    },
  },
  {
    name: "RFC 4231, test case 4",
    key: counting(25),
    message: new Uint8Array(50).fill(0xcd),
    macs: {
      HMAC_SHA_224: hexToBytes("6c11506874013cac6a2abc1bb382627cec6a90d86efc012de7afec5a"),
      HMAC_SHA_256: hexToBytes("82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
      HMAC_SHA_384: hexToBytes(
        "3e8a69b7783c25851933ab6290af6ca77a9981480850009c" +
          "c5577c6e1f573b4e6801dd23c4a7d679ccf8a386c674cffb",
      ),
      HMAC_SHA_512: hexToBytes(
        "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3db" +
          "a91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd",
      ),
    },
  },
  {
    name: "RFC 4231, test case 6",
    key: new Uint8Array(131).fill(0xaa),
    message: utf8ToBytes("Test Using Larger Than Block-Size Key - Hash Key First"),
    macs: {
      HMAC_SHA_224: hexToBytes("95e9a0db962095adaebe9b2d6f0dbce2d499f112f2d2b7273fa6870e"),
      HMAC_SHA_256: hexToBytes("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
      HMAC_SHA_384: hexToBytes(
        "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f" +
          "3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952",
      ),
      HMAC_SHA_512: hexToBytes(
        "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352" +
          "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
      ),
    },
  },
  {
    name: "RFC 4231, test case 7",
    key: new Uint8Array(131).fill(0xaa),
    message: utf8ToBytes(
      "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be " +
        "hashed before being used by the HMAC algorithm.",
    ),
    macs: {
      HMAC_SHA_224: hexToBytes("3a854166ac5d9f023f54d517d0b39dbd946770db9c2b95c9f6f565d1"),
      HMAC_SHA_256: hexToBytes("9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
      HMAC_SHA_384: hexToBytes(
        "6617178e941f020d351e2f254e8fd32c602420feb0b8fb9a" +
          "dccebb82461e99c5a678cc31e799176d3860e6110c46523e",
      ),
      HMAC_SHA_512: hexToBytes(
        "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944" +
          "b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58",
      ),
    },
  },
  { name: "GM/T 0042, D.3.1", ...knownMacs.sm3 },
  {
    name: "GM/T 0042, D.3.3",
    key: new Uint8Array(32).fill(0x0b),
    message: utf8ToBytes("Hi There"),
    macs: { HMAC_SM3: hexToBytes("c0ba18c68b90c88bc07de794bfc7d2c8d19ec31ed8773bc2b390c9604e0be11e") },
  },
  {
    name: "GM/T 0042, D.3.4",
    key: utf8ToBytes("Jefe"),
    message: utf8ToBytes("what do ya want for nothing?"),
    macs: { HMAC_SM3: hexToBytes("2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882") },
  },
];
