import { fromBase64 } from "./from-base64.ts";

// Made once with OpenSSL. The private keys are public, so they protect nothing. Decoded when they are asked for.

/** A key pair: PKCS #8 and SubjectPublicKeyInfo, DER. */
export interface KnownKeyPair {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** The specs of the key pairs with which algorithms are tested. RSA of 2,048 bits stands for RSA. */
export type KnownPairSpec = "RSA_2048" | "EC_P256" | "EC_P256K" | "EC_SM2";

/** One sound key pair of each spec. */
export const knownKeyPairs: Readonly<Record<KnownPairSpec, KnownKeyPair>> = {
  RSA_2048: {
    get privateKey() {
      return fromBase64(
        "MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQCMBWLR4wjcdPISj9kPw/mf+uR7e1YQAFa6/FB3z9TQ+8yoxUZ1asZP" +
          "pcPAGvf42w5AaSIQya8T9z3A4c6rBuKmOv8bUjH7e0Hg1Qqp7MXlqCE1MxAXO4rnsXWWvtVpxCGUBWB6xwMtTPshK9mYd/4M8LXNcnCC" +
          "1oiWQqLhsB5paB3I+3YIi2n8B+2YxNC7aSxftmk3bW/W9fIW+xZGb2ZCey+k46g2WY3w/dHqrgDUuDXT8vzs5ClZ8B/Iuv5BvYSCXBT8" +
          "jR7s/hZBT8emduECpB9FeaHoHXa/nEAcvCGDyO4IzJLrsVMWq2fpOkaePoiWbAUL5HUP2h6UEjPco0WDAgMBAAECggEAQpjxNoj4lvqc" +
          "hI2cnS4GFbxcXgr8lSHEHq2RjFryiu+omQEzkPdXGVzrbPymwttVvPcEN93lguaOnaYJCTl+Jbhby9/dXBJ08/4AU3AFdETyfn4qAhLU" +
          "73xtRGTB1stteRzRlbQAY9SAgXd8yFMSJ495uRzcPK7TSjypghSlclZZ6ZtusAhpdPS2JPm/C6BgeXd1VmTNy5eK1V54B5C32+h3Bfh7" +
          "qkAX3OGHpJIzTcgmWW3Gj1p1w0gEj4IiWA5TFgheZxbV936FcmmJj+yIszt6NfEXTkb7DykPvQNtZRiO1Wz3Dqit1HXZwqvvW3d/pOMk" +
          "7HhLeUbF6fMPwvoZMQKBgQDBDJiRQFQn8naHoFQHyCVdTDI1eaSPro8ohh9JjefUFPL1DLOvds/bNSB1h0gBRMRYDX2ruWmIV0LrXMG2" +
          "7MmRwf3pfQTNTIOwvcw7CjLEY7pKMGkeNMpYK2WDopSEHUSrKGAcBW5ZsTdsI3fIQgxRtsAZQ4IeJfaWIjarBZK4iwKBgQC5rhfgOniR" +
          "7ZgKp8R7Jc+bDtG7cSiPmpKTBo+4uw2PCRKyVT2yvJEdBgweu/dVFPqscdMhtKQWBRF74G7nLN6A6VI3fkYj1G2Tr7kpkaVrcMfm3AY/" +
          "GKSnKgvkHpsRBgzIVYwrgmehyAqrX5ymIZlqPcqjaCdGFtXQ7LZj/TbN6QKBgQDAKNyZAPKEDPplSHc8g8KFmvoDdsEScIx5pv/vxHw2" +
          "BGBPAkS97MM8DSbxNia7dIsIpu0oCVh96XZoN51vi0Wde/9V8ibcgEQ5osNvJVihWi+t94A7HAsqNpBGtoek9klLIdaBLfrI9vkXADsU" +
          "MIJ4uDOBMkyL2/gXO5k1JUgFvwKBgDDdRv1EhfxpWYzcT9HUxojY4osAoZsBI7e7j1EfMNdGnPv/gMgr5ciMkd34u4NRjRKateR15ITC" +
          "+rHuA2GlJj0oqfFesti1C81E/maZJL5cpM71clNiidpQL2buQwK849pI4SWGIP2rZltpQxFZYEVcU5qjS0qfsc9UrD8uISEZAoGBALpV" +
          "UqoHItFn/rZMuYLOU9VwdOAqNlwl5XbhOrYFnAbYxV+Ltxr1oAh2IQ8KXsCYBRjV3U+aD0JbY6wbAoLLWpynrKeflZ4coCaGLJv35Rm3" +
          "Pe9CYoXBThNMDold57YFo5ox/Rg1EsB9mMkYwhWrF4cOA2lNOgfZo7QRCNCmwggj",
      );
    },
    get publicKey() {
      return fromBase64(
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAjAVi0eMI3HTyEo/ZD8P5n/rke3tWEABWuvxQd8/U0PvMqMVGdWrGT6XDwBr3" +
          "+NsOQGkiEMmvE/c9wOHOqwbipjr/G1Ix+3tB4NUKqezF5aghNTMQFzuK57F1lr7VacQhlAVgescDLUz7ISvZmHf+DPC1zXJwgtaIlkKi" +
          "4bAeaWgdyPt2CItp/AftmMTQu2ksX7ZpN21v1vXyFvsWRm9mQnsvpOOoNlmN8P3R6q4A1Lg10/L87OQpWfAfyLr+Qb2EglwU/I0e7P4W" +
          "QU/HpnbhAqQfRXmh6B12v5xAHLwhg8juCMyS67FTFqtn6TpGnj6IlmwFC+R1D9oelBIz3KNFgwIDAQAB",
      );
    },
  },
  EC_P256: {
    get privateKey() {
      return fromBase64(
        "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLP0Bg2E3HDZavX71KpIWBWOLOpgTB8Wj/gvSGVs9ad2hRANCAAT5C8XP" +
          "vk5fImdVlD8TPtMt+YB4xsUA8VFz8YlyBn2xy6AnpTIdpypLYwgqIwM1fGhjytPPHD62MQWz5llkevTh",
      );
    },
    get publicKey() {
      return fromBase64(
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE+QvFz75OXyJnVZQ/Ez7TLfmAeMbFAPFRc/GJcgZ9scugJ6UyHacqS2MIKiMDNXxoY8rT" +
          "zxw+tjEFs+ZZZHr04Q==",
      );
    },
  },
  EC_P256K: {
    get privateKey() {
      return fromBase64(
        "MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQgFJCYRYt/6yaNX4awrP4r2gqK8AZrh/5raYFl3vKPcgehRANCAATGTDRdpvld" +
          "2sTTmbyUbyqS+rOyVwEfhwBGtC1i5Bbj+KcwQDXNC6h9Ca3PL+w4dE5M5VwFrqhPmnUg3/+UoZ1a",
      );
    },
    get publicKey() {
      return fromBase64(
        "MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAExkw0Xab5XdrE05m8lG8qkvqzslcBH4cARrQtYuQW4/inMEA1zQuofQmtzy/sOHROTOVcBa6o" +
          "T5p1IN//lKGdWg==",
      );
    },
  },
  EC_SM2: {
    get privateKey() {
      return fromBase64(
        "MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQg9n7MbvG7mA1puw7t1mzm3Hp1wGWxaDoFpxxL3X7fbrChRANCAATMmvJd" +
          "Q+AihFh/UdDyODhuvvf+ypySiHFptW2EqFaoQVoTeoNH0cdWL0sfJ8VSTUxjv6V52+13k91/03nizbSD",
      );
    },
    get publicKey() {
      return fromBase64(
        "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEzJryXUPgIoRYf1HQ8jg4br73/sqckohxabVthKhWqEFaE3qDR9HHVi9LHyfFUk1MY7+l" +
          "edvtd5Pdf9N54s20gw==",
      );
    },
  },
};
