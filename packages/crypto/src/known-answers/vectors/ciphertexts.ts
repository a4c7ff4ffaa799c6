import { counting } from "./counting.ts";
import { fromBase64 } from "./from-base64.ts";

/** Ciphertexts of one data key under the known key pairs, made by OpenSSL: SM2PKE in DER (GM/T 0009). Decoded when they are asked for. */
export const knownCiphertexts = {
  get dataKey() {
    return counting(0x40, 32);
  },
  get RSAES_OAEP_SHA_256() {
    return fromBase64(
      "VXKg2LQHKwZibQ/+9uaneSqjwmvWwKem3kPNco40Xj/PtxQO9S/3DBDqoEjhDU6vN0/zPjK4bdhAQK7KAdLCYcZFa3sE8QyJgLQAtGWn" +
        "wbU74wTGqTmyon5+//J+QN5/mSoDnVwSwp3yv4C82hkmn8mKXwYemIzKYR7fB+tU35I1Dnyc+HxDd7PgVx54tG1OZDDu+NoYnzhucCzw" +
        "/gY5DXLAVwDI+slilErrgoMcTbSTgLbeEz74/lZqC+RUP/NrL/K7+ZUplLgixauQANz1pdySWvsiR6X54l3SVks40USf+M2p40NR5PPo" +
        "g12A7kkOece1XVM0sNkDFmNXC0+/Bw==",
    );
  },
  get RSAES_OAEP_SHA_1() {
    return fromBase64(
      "W/AASYh6GxB1M9hSxePHuVM9amo5K1kC3q0IZ87WjlrnvVc3y+sUv/PENC2ieWC/b/TmPj5yCwVXFvtu4fRn7G5r4OHZNmAbarrSIWzF" +
        "fnAMdBE/Q2yE1OsGLt4P6H3OHYwJZSABdZlVOoVPMx2kD0XExhLdlxn/MErfGC1wgq0wUWLgvKikB2atr/nYAL0+XXgTx/BZCz28iHRM" +
        "p9QhxJhl66JiOxmj8YFuhSgA6ceCHl+FFRo+qzqSiLGMHECmbiux0th1HjtduDVBLtqz9bjsoA2BlSLiX6ppNzy+kdA+7nWJezffg6Id" +
        "w5XvYkZTMZoOVdz8U6bTojVgKYPMAQ==",
    );
  },
  get RSAES_PKCS1_V1_5() {
    return fromBase64(
      "Xdwbl97N6ImnHaCeSQkfZgRUn7xawX5tc8IbGWz0Iu5cGVeAqxwTEBacUK7xHBfKhLepUtDF6dZ0Jd0qD4LUwjEEOkxTf9nfqH+Re4iu" +
        "+WGOud4ky2IXPvFnK8yQnZ4F1wTb3bJjKsI0Eh7tZndMhMo0bcon27zrDEp8y54BcmBSeuiQBjMPnUXx4JF+TgKjZx3y1gW574lfYSE/" +
        "gPogdIfLuymwmmlKa2JnPybZQLzRxB5qrfEys6z48itQrKU1tcW0PfoOHDGgU+YwxsFUX+zQi4i/jHoilvbd8BOkvVxqcfpoZIPY/Q2+" +
        "mmjfdAdL7nQKPZavEauHfbz1DRipTg==",
    );
  },
  get SM2PKE() {
    return fromBase64(
      "MIGJAiEAoOF3SBVlMsY1WarDOHEsQlw4c2hY8znfzkTzoS4R628CIAEzM4LO+f/JM8VsxXCcf2IcHBOIwjD4aRSNCHLFQKHHBCApDzcE" +
        "BBvpncoU6PIEz4HB1vZdnisOA3Jg8hKMjpQ5ZgQgCZBy1Z4/aayQlQvQt2HaFQOKuCp/gGwklEqJHgBaOrg=",
    );
  },
} as const;
