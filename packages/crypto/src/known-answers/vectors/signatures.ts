import type { SignatureAlgorithm } from "@keyferry/algorithms";
import { publicUtf8 } from "@keyferry/bytes";
import { hexToBytes } from "@noble/hashes/utils.js";
import { encodeEcPrivateKey } from "../../keys/ec-key-encoding.ts";
import { fromBase64 } from "./from-base64.ts";
import { knownKeyPairs, type KnownPairSpec } from "./key-pairs.ts";

/** Signatures of one input, as a message and as the digest of it that the spec's algorithms sign. */
export interface KnownSignatures {
  /** PKCS #8, DER. */
  readonly privateKey: Uint8Array;
  readonly message: Uint8Array;
  readonly digest: Uint8Array;
  readonly signatures: Readonly<Partial<Record<SignatureAlgorithm, Uint8Array>>>;
}

/** SHA-256 of what OpenSSL's pkeyutl was given to sign: "keyferry". */
const opensslsDigest = () => hexToBytes("d521cac9c2765b71756b0d8304afae409a28f8930d9ce433d9aa087d8e9b63a4");

/** Signatures that others have made, OpenSSL by the known key pairs, and the standard of SM2. Decoded when they are asked for. */
export const knownSignatures: Readonly<Record<KnownPairSpec, KnownSignatures>> = {
  RSA_2048: {
    get privateKey() {
      return knownKeyPairs.RSA_2048.privateKey;
    },
    get message() {
      return publicUtf8("keyferry");
    },
    get digest() {
      return opensslsDigest();
    },
    signatures: {
      get RSA_PSS_SHA_256() {
        return fromBase64(
          "hGWxw2+wtqoWKnVYZXW5n6OeyLsBUmYgZyLPzaHr3PgkxMNFm2ZsqdSrXRNRqkOmU9JikYb83+8Xmskb2hVpLgijmOpiywLQiv2PRhWL" +
            "PAoNUfMR+7jYs2pL+AlueCCbW92C9xm3VdStPIJ/QROWnOh5gdIIgEaIqmfc5UHSz6zUwW5jAhFOGm9q/HwuOzFoOIlBAT7XceGJgQVn" +
            "emXZpjlGMpvPnBAbe63GVucw25FcpD2nR2MAsrRytj3hdYYX0D0PAMwrJmpgT6U/wjSBpo9ligAV2ITXMj8S9JoM8rWK6X/ci5kfa771" +
            "FNc3r7zLwouwbU2ZJQrFYD9RCDKRyw==",
        );
      },
      get RSA_PKCS1_SHA_256() {
        return fromBase64(
          "CALi1WrnXhB0LfQwrrKTk8I6y5bqsB+RFvZykxF6MWb8cMUtzXy5BHXe57gPeykWG7++QYqL0rfisch3iW4bCCAsO/H+wxuUXJhPxkJf" +
            "IEkiNUhAIdaUfpMh5LHggTVSs2ECwOIJTtJtm/YIfZLWPtrfBSnERr9yrNjQkiG7i2zQTIfZYVRwJOFEHZYlHQ03NqOz8QjIbTW5Rdlw" +
            "K9pPGO5/xPHhLrKm8Lp9MU3C513SqhwL7d0ON5MKa4BG71w8gPbVbBNIfIy4XAZmDfCSMwFSFDW3lGH6hIkRGlA499mTuEETEVl8faZI" +
            "yAOQADb7GPlgOCKJR/GCqjqDvJtjew==",
        );
      },
    },
  },
  EC_P256: {
    get privateKey() {
      return knownKeyPairs.EC_P256.privateKey;
    },
    get message() {
      return publicUtf8("keyferry");
    },
    get digest() {
      return opensslsDigest();
    },
    signatures: {
      get ECDSA_SHA_256() {
        return fromBase64(
          "MEYCIQDQHBoN39xTLilNrzEcttJTQAuXMH22OzJvnwjobnNchAIhAJgjuv6eLazVwifnZcyLo+xzFPri0Q2K26a7RBYzQyqB",
        );
      },
    },
  },
  EC_P256K: {
    get privateKey() {
      return knownKeyPairs.EC_P256K.privateKey;
    },
    get message() {
      return publicUtf8("keyferry");
    },
    get digest() {
      return opensslsDigest();
    },
    signatures: {
      get ECDSA_SHA_256() {
        return fromBase64(
          "MEUCIQD0SDQ/vs+2zMB49FEUud7WWb8iBz2VQh/kLJRGtz0GkwIgPatD0qgROMHbln0kbpD7m0Qk17D8RhiRBpxDZj40nC4=",
        );
      },
    },
  },
  // GB/T 32918.5, annex A, with the default user id.
  EC_SM2: {
    get privateKey() {
      return encodeEcPrivateKey(
        "EC_SM2",
        hexToBytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
        hexToBytes(
          "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" +
            "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
        ),
      );
    },
    get message() {
      return publicUtf8("message digest");
    },
    get digest() {
      return hexToBytes("f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640");
    },
    signatures: {
      get SM2DSA() {
        return hexToBytes(
          "3046" +
            "022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3" +
            "022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa",
        );
      },
    },
  },
};
