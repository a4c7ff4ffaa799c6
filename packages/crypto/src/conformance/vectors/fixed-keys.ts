import { fromBase64 } from "../../known-answers/vectors/from-base64.ts";
import { knownKeyPairs } from "../../known-answers/vectors/key-pairs.ts";

// Made once with OpenSSL for this suite. The private keys are public, so they protect nothing.

/** A sound RSA_2048 key, SubjectPublicKeyInfo. */
export const rsa2048PublicKey = knownKeyPairs.RSA_2048.publicKey;

/** Its private key, PKCS #8. */
export const rsa2048PrivateKey = knownKeyPairs.RSA_2048.privateKey;

/** A sound EC_SM2 key, SubjectPublicKeyInfo. */
export const sm2PublicKey = knownKeyPairs.EC_SM2.publicKey;

/** Its private key, PKCS #8. */
export const sm2PrivateKey = knownKeyPairs.EC_SM2.privateKey;

/** A sound RSA key of 1,024 bits, which is the wrong size. SubjectPublicKeyInfo. */
export const rsa1024PublicKey = fromBase64(
  "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDhBd7d5WUZ8FiqL7mZ8BW1sRcul5+4pK7Qf1RKl9+Y2vpBwWvBAN9cU0jEXrAZ" +
    "GmXv3Waw9Rr2RyH4DkRW/zjlOd+sT+n6XKjpCGDLh5XP/8vZGaUQ3Ll40bvqIRSDrefl5w7fSW1CLTlvBHUzFrpjkmParSVU7ELr" +
    "iqt/eaNDGQIDAQAB",
);

/** A sound RSA key of 2,047 bits, which is the wrong size. SubjectPublicKeyInfo. */
export const rsa2047PublicKey = fromBase64(
  "MIIBITANBgkqhkiG9w0BAQEFAAOCAQ4AMIIBCQKCAQBtkWPa0fhylwY8In+iyh4A7+tMSGn8igcuRm0YEEJIVhAq5dfqf5+zekH6" +
    "v428lq+CxvMCGrvBb0J11liNJ6mDgTZrsUpCBo/M9MMXolOIFX9ln8bIAwpsbVtGQepbsGPWdmVExyHBNaRQDT2K9DvMdctBprJl" +
    "WunOVORMEn7S/zQD7ZUHWjwgM0QAZXFcwt5RkuQFK7d9WLuS24K9jdz+nr4FsgbC7f+sNBiAF1x+z/WbqWld1NXW9OhiUhE+6A8a" +
    "yoRGoj7l/LrFeLFoP+OqKYVJ+j+9i2xBk+bfs83lPSbeoZ0Wh5Mvgao2lzc07PYK5/cDfo+Gpx8xrmf4xf1BAgMBAAE=",
);

/** A sound RSA key of 2,049 bits, which is the wrong size. SubjectPublicKeyInfo. */
export const rsa2049PublicKey = fromBase64(
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEBerGW+lVL+Gy2DJ8jYXYlGxFuoImlSAGlObz9miw9Iy65kNgN562ZBK/a" +
    "yYELOBUtT4oFB0w3QFqbc5qDidGTCvVS8zY9VhTDUtZeIwiZqkgfZzA3nZQzzv+EdPETF2kDu70dw6WJTVfnkNImvLdFjIwfY8TH" +
    "neX8hkZFIk0q0PDsyzrT18o+9TZJ4UodE077XfNB39x9a8UFzsM+SJhW9Tp9CD1jZUNfRd/OIXtuRcWxvAp+jiYtgsXsAZVydpuI" +
    "Lh+/GVCF3mQ5Z4YctzJFIvh9WB3cByV5uh9lIw3HImDxlT8phSqHinJ5ii8DNm03JhztkuZy3kfMtrESj+lFLQIDAQAB",
);

/** A sound RSA key of 3,072 bits, which is the wrong size. SubjectPublicKeyInfo. */
export const rsa3072PublicKey = fromBase64(
  "MIIBojANBgkqhkiG9w0BAQEFAAOCAY8AMIIBigKCAYEAnfvQuO+ffpVTCiRTX8dPO0IkpnDyP13Fq1JAueBBL/yDcvF0AeEUOFJt" +
    "52zIAq24Ik3YT+39tdVAaoWKmdTtuk25uAuNr30GuwWkG7SUXR8Xq/xdWBhQIjHHxHRzh4NyeKmvFXDt+m24lo2OCv2ul5X4yoDx" +
    "wAlcZj2Ceqv4ClJloyDHi2PriwO3UWj39/ytCL1AyVldtkJ8CfE5odYYlkcZhWTzONqC8la31eTqV1UvxGbr9dQRNegoIJDSSmMc" +
    "qWeaRYbznoSbOb+hNFGlsA7vFb6d+vlbBBmlkbb+/Gjg4t7a17tcpmy3F7vP3DEefXI92RmpSlj6DNXWae9BGfq6pp1zJYGMIKk0" +
    "sPIbeZWna3CD9Z2CvUZx9+zVScCkgosQnQgCpKigbyC3uw3gxbD9EX2cpZkqDz+HHg5LawczVVVdFbaN8Sa5fnEpH7yUleRkPleS" +
    "PWp49YjXsVrB4lCBFqZ5dXkL9nVfmi02HnmuCLOxWpdIbDQGQnvxdc15AgMBAAE=",
);

/** A sound P-256 key, which is the wrong curve. SubjectPublicKeyInfo. */
export const p256PublicKey = fromBase64(
  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEVX5G2fn4sjo6/d4oi9U7u9IJUcKJEzkrC8EenwSbcyyWMX1gNhQTk25pdiOpWHLp" +
    "kLIJEnjQ/1FokSBJS92HsA==",
);
