import { fromBase64 } from "./from-base64.ts";

// Made once with OpenSSL for this suite. The private keys are public, so they protect nothing.

/** A sound RSA_2048 key, SubjectPublicKeyInfo. */
export const rsa2048PublicKey = fromBase64(
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAjAVi0eMI3HTyEo/ZD8P5n/rke3tWEABWuvxQd8/U0PvMqMVGdWrGT6XD" +
    "wBr3+NsOQGkiEMmvE/c9wOHOqwbipjr/G1Ix+3tB4NUKqezF5aghNTMQFzuK57F1lr7VacQhlAVgescDLUz7ISvZmHf+DPC1zXJw" +
    "gtaIlkKi4bAeaWgdyPt2CItp/AftmMTQu2ksX7ZpN21v1vXyFvsWRm9mQnsvpOOoNlmN8P3R6q4A1Lg10/L87OQpWfAfyLr+Qb2E" +
    "glwU/I0e7P4WQU/HpnbhAqQfRXmh6B12v5xAHLwhg8juCMyS67FTFqtn6TpGnj6IlmwFC+R1D9oelBIz3KNFgwIDAQAB",
);

/** Its private key, PKCS #8. */
export const rsa2048PrivateKey = fromBase64(
  "MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQCMBWLR4wjcdPISj9kPw/mf+uR7e1YQAFa6/FB3z9TQ+8yoxUZ1" +
    "asZPpcPAGvf42w5AaSIQya8T9z3A4c6rBuKmOv8bUjH7e0Hg1Qqp7MXlqCE1MxAXO4rnsXWWvtVpxCGUBWB6xwMtTPshK9mYd/4M" +
    "8LXNcnCC1oiWQqLhsB5paB3I+3YIi2n8B+2YxNC7aSxftmk3bW/W9fIW+xZGb2ZCey+k46g2WY3w/dHqrgDUuDXT8vzs5ClZ8B/I" +
    "uv5BvYSCXBT8jR7s/hZBT8emduECpB9FeaHoHXa/nEAcvCGDyO4IzJLrsVMWq2fpOkaePoiWbAUL5HUP2h6UEjPco0WDAgMBAAEC" +
    "ggEAQpjxNoj4lvqchI2cnS4GFbxcXgr8lSHEHq2RjFryiu+omQEzkPdXGVzrbPymwttVvPcEN93lguaOnaYJCTl+Jbhby9/dXBJ0" +
    "8/4AU3AFdETyfn4qAhLU73xtRGTB1stteRzRlbQAY9SAgXd8yFMSJ495uRzcPK7TSjypghSlclZZ6ZtusAhpdPS2JPm/C6BgeXd1" +
    "VmTNy5eK1V54B5C32+h3Bfh7qkAX3OGHpJIzTcgmWW3Gj1p1w0gEj4IiWA5TFgheZxbV936FcmmJj+yIszt6NfEXTkb7DykPvQNt" +
    "ZRiO1Wz3Dqit1HXZwqvvW3d/pOMk7HhLeUbF6fMPwvoZMQKBgQDBDJiRQFQn8naHoFQHyCVdTDI1eaSPro8ohh9JjefUFPL1DLOv" +
    "ds/bNSB1h0gBRMRYDX2ruWmIV0LrXMG27MmRwf3pfQTNTIOwvcw7CjLEY7pKMGkeNMpYK2WDopSEHUSrKGAcBW5ZsTdsI3fIQgxR" +
    "tsAZQ4IeJfaWIjarBZK4iwKBgQC5rhfgOniR7ZgKp8R7Jc+bDtG7cSiPmpKTBo+4uw2PCRKyVT2yvJEdBgweu/dVFPqscdMhtKQW" +
    "BRF74G7nLN6A6VI3fkYj1G2Tr7kpkaVrcMfm3AY/GKSnKgvkHpsRBgzIVYwrgmehyAqrX5ymIZlqPcqjaCdGFtXQ7LZj/TbN6QKB" +
    "gQDAKNyZAPKEDPplSHc8g8KFmvoDdsEScIx5pv/vxHw2BGBPAkS97MM8DSbxNia7dIsIpu0oCVh96XZoN51vi0Wde/9V8ibcgEQ5" +
    "osNvJVihWi+t94A7HAsqNpBGtoek9klLIdaBLfrI9vkXADsUMIJ4uDOBMkyL2/gXO5k1JUgFvwKBgDDdRv1EhfxpWYzcT9HUxojY" +
    "4osAoZsBI7e7j1EfMNdGnPv/gMgr5ciMkd34u4NRjRKateR15ITC+rHuA2GlJj0oqfFesti1C81E/maZJL5cpM71clNiidpQL2bu" +
    "QwK849pI4SWGIP2rZltpQxFZYEVcU5qjS0qfsc9UrD8uISEZAoGBALpVUqoHItFn/rZMuYLOU9VwdOAqNlwl5XbhOrYFnAbYxV+L" +
    "txr1oAh2IQ8KXsCYBRjV3U+aD0JbY6wbAoLLWpynrKeflZ4coCaGLJv35Rm3Pe9CYoXBThNMDold57YFo5ox/Rg1EsB9mMkYwhWr" +
    "F4cOA2lNOgfZo7QRCNCmwggj",
);

/** A sound EC_SM2 key, SubjectPublicKeyInfo. */
export const sm2PublicKey = fromBase64(
  "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEzJryXUPgIoRYf1HQ8jg4br73/sqckohxabVthKhWqEFaE3qDR9HHVi9LHyfFUk1M" +
    "Y7+ledvtd5Pdf9N54s20gw==",
);

/** Its private key, PKCS #8. */
export const sm2PrivateKey = fromBase64(
  "MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQg9n7MbvG7mA1puw7t1mzm3Hp1wGWxaDoFpxxL3X7fbrChRANCAATM" +
    "mvJdQ+AihFh/UdDyODhuvvf+ypySiHFptW2EqFaoQVoTeoNH0cdWL0sfJ8VSTUxjv6V52+13k91/03nizbSD",
);

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
