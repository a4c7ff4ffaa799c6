import type { EcKeySpec, RsaKeySpec, SignatureAlgorithm } from "@keyferry/algorithms";
import { hexToBytes, utf8ToBytes } from "@noble/ciphers/utils.js";
import { fromBase64 } from "../../known-answers/vectors/from-base64.ts";
import { knownSignatures } from "../../known-answers/vectors/signatures.ts";

/** Signatures of one digest by the fixed key pairs, made by OpenSSL's pkeyutl. */
export const signaturesByOpenssl: {
  readonly message: Uint8Array;
  /** SHA-256 of the message. */
  readonly digest: Uint8Array;
  readonly signatures: Readonly<
    Record<RsaKeySpec | EcKeySpec, Readonly<Partial<Record<SignatureAlgorithm, Uint8Array>>>>
  >;
} = {
  message: knownSignatures.RSA_2048.message,
  digest: knownSignatures.RSA_2048.digest,
  signatures: {
    RSA_2048: knownSignatures.RSA_2048.signatures,
    RSA_3072: {
      RSA_PSS_SHA_256: fromBase64(
        "YyaJDHaKi903S8kAHOsw+IaksASaF8cxcb2hW69f6Je9o2hzf9LbNKqk/gkvfZOPpYhD7zX1XUO0RV27F2l8w9phcZ/XZjH6BmCxyDCK" +
          "TpgXbEJXrt1Z9gOe5+KMRzR3BVtR+yIm/+tI7pzKQRk1bPM8CUd295xHVMflngkqxUMsH8LzCJezDjVQCutejOW3Zo3v8/211NE0AnBu" +
          "iSX11I+oO5Fz7kEO79LMdcLQIeoVp/+w0+BGO1/EnrkbvP8JOZ8mg4wB99/k250V/kUW4DFIRLHHfeUDbJegr68gj5EELxKUx5Yw3N1d" +
          "MH36J5EDl4bVWEbwqUZE8DkGL/6BjVz4yG7NfELLREvG/ftBVaktcOlkG7wjwu5FP5W7llZGrU5aH1mvyuGpA54pCI42A9NoRVLsFi6F" +
          "qnKj7i/5P6/idfNOPUZzRwa5GFBMCEVRBBhrCtKPIYwSoCa6GbjcZYbKcCgXvnyeA1VD9W/tRxzTpkVqIv4WM213ul3n4lHl",
      ),
      RSA_PKCS1_SHA_256: fromBase64(
        "D1HXOc+++k/2nFV6QcvlOojNibRlZEfcBnTctlRFFJWKuf/lkRK4a1/Jyy9sy2mcrc6LQfwOcGxr8E+dXN/OjvbJ3olGbDGECkEZIDiP" +
          "rp1s8yor5PAXsSZ7cgKk8ZF61d+VkHWpCslIOUVEFXZgTcyNMhxsY+vnJRdgGlzgP7fV64oRn60AJdC3QAGxH+oFVZsLhbrYqJCNzqvC" +
          "AGPGtpv+i0UMv/iq2Egpw+KJDiH7epm0SqyCeFuz6cYTwcFk/hXKqOGrhXUpPZowrIpMVhwAjIXTi5xZYxa3L5yQX/hkIZODoslVcFmu" +
          "Td24NGo65hgUMhZFi2l95dDHGHClwFS6VYyBxvwqXgJn8pOrA2XC34P6DTtA7/vdoSyoJP+JE93q2++Lrn/mgyhX/0E0RAIyvMC4gkVf" +
          "UtOTVH6wzJzqsCG56ifQNEhQRWCTQ7fN2WsT96tR91zzWBlmkJQYdqZUFEOGpEPTn6Uc04p85eRVpaoQOKFm7FSVhKOiGFR6",
      ),
    },
    RSA_4096: {
      RSA_PSS_SHA_256: fromBase64(
        "ZAGPoi44BLBP0B084ZP8Ly/TbUOQ+c6fkJPNQhbBHd/t1cd/fS8wn2uI1ekvUQYxmghCxQ94y+O/gMQhtU3bwxMYsAbj4gQuC5A5MsRH" +
          "qlPl1AGIqg5ge3Pqn83Xz+0zGejYp9A6HQp0Gh2chBpRaV5ywHdzQ1ckg1WDcFkyctnicunZydAuys64bHpwCvkZEhq6+ctSkOZ6DWRH" +
          "w4Y2+Y3+Z+KYyu/ARQnQZH5Xp3p6h30hBfsEq+b0b2/t83t/ROeRCoQ67kV41ELpibhdw4dThTA0NK4+5idmYsO2rsVo+D87Oj/ISAbN" +
          "SWNJmGRnuGWEYj5wTQeT9jKoeUQdVHMTKnYYzh57RBUE/a5kXaYJIIO9IzcLA0JYc/ICf/v8snZZN894dMdjpW7/1AtnBIuifAUZskDn" +
          "IYi3EzByn60C6iMnVlqob0f5bknHqnWvX+dhWkTIQK/Wy6X4KZfpdj4qHwRKKw+GfnhwVls3V0O30Nf0IoUsv9x7tAxzvJwcFqpnARuM" +
          "qzFT7TMHuytXmuclZe9VSSraLKaAzR3HtZAnD2fRphkK6TyyvYDUxuFjCjaA8dzpzsd3oGoF8O2ts3Q9EQgwx8dIitH0zcExJBVVbcIU" +
          "V1AFRcucA1aYofodM7Apv85wUE17tZHg6qnovir7olKb8eHXbE7L5FWwJHk=",
      ),
      RSA_PKCS1_SHA_256: fromBase64(
        "QU1BQjlXZBcEBVaMyQwsucov+Jhxf/aeBpYkBvZPRrj7UvvicIbDDQ8osNhdTVZIp7AZI6DGjHcc0w/BlDAbITMmeowsDXVPY8DCrlyl" +
          "nRn62k2lhFpA3+sT35le09HQ5eLekRffNZQIfGBw/N3yUdBVn1mu2t9LQig9o+YuC4Ip6kDewm3UMtqYR+I+XdiHus2s4Tls+jS+lUVE" +
          "19YGBoj2i9TnuTGOskgrkGY7gqC7CZ2cGk3jqNqFMIDAD4wayMJCEuwbqmxcr2hl9IG/YLslbP3OqN0tS+3hcXQaeCbdKYdmRxr9+2d7" +
          "EoUx9GhTx9fRYRUxENOoHmLg3iB5N1DiFGMGh9MTGBKUUUkgWWNLPh5WN6Jeezk6uIQQyHybrFGyMYU1TWDbfW1fhe/VbtG0mEUmkDMs" +
          "zpP99tHKNcdHbLHpoOqzg8NCCS+hIxv2/uLWpdTYXi+L3cX8DTaIUeE09S9WxuVp04Qzp7ZJLnRMbqEMP0ogcIejNFQBwCCbX8VU/7/4" +
          "zViSjH2bG3TgCboGasA3NI7x/nsHoSqRRrmMWr1Er5zdhhPRaDiAfaj8hcQRPV4S7qH7Pej/3tUD7jC/Bkvz9XHuN3WLVNdna5s8hFHp" +
          "sC+w5aPP9kbuiGZyUdp+csJeHJlZZbBjwOaYWura3LW3xAsIL3Ja7XrJNmU=",
      ),
    },
    EC_P256: knownSignatures.EC_P256.signatures,
    EC_P256K: knownSignatures.EC_P256K.signatures,
    EC_SM2: {
      SM2DSA: fromBase64(
        "MEYCIQCHGXg83JEOg3hS1QbSRdMGLdhaGcbuyVDFZlq8wiabywIhAM277KXym42mDxI6OUJzBddRvIkllqeIi/426wEmhEvU",
      ),
    },
  },
};

/** A published signature as two numbers of 32 bytes, with the private key that made it. */
export interface PublishedSignature {
  readonly name: string;
  readonly spec: EcKeySpec;
  readonly algorithm: SignatureAlgorithm;
  readonly scalar: Uint8Array;
  /** The public key, `04 || x || y`. */
  readonly point: Uint8Array;
  readonly message: Uint8Array;
  /** The message's, as the algorithm signs it. */
  readonly digest: Uint8Array;
  readonly r: Uint8Array;
  readonly s: Uint8Array;
}

/** Signatures from the standards. */
export const publishedSignatures: readonly PublishedSignature[] = [
  {
    name: "GB/T 32918.5, annex A",
    spec: "EC_SM2",
    algorithm: "SM2DSA",
    scalar: hexToBytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
    point: hexToBytes(
      "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" +
        "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
    ),
    message: utf8ToBytes("message digest"),
    digest: hexToBytes("f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640"),
    r: hexToBytes("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"),
    s: hexToBytes("b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"),
  },
  {
    name: 'RFC 6979 A.2.5, SHA-256 of "sample"',
    spec: "EC_P256",
    algorithm: "ECDSA_SHA_256",
    scalar: hexToBytes("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"),
    point: hexToBytes(
      "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6" +
        "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
    ),
    message: utf8ToBytes("sample"),
    digest: hexToBytes("af2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e9891562113d8a62add1bf"),
    r: hexToBytes("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"),
    s: hexToBytes("f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"),
  },
];
