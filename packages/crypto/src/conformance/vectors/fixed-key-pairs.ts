import type { AsymmetricKeySpec } from "@keyferry/algorithms";
import { fromBase64 } from "../../known-answers/vectors/from-base64.ts";
import { type KnownKeyPair, knownKeyPairs } from "../../known-answers/vectors/key-pairs.ts";

/** One sound key pair of each spec, made once with OpenSSL. The private keys are public, so they protect nothing. */
export const fixedKeyPairs: Readonly<Record<AsymmetricKeySpec, KnownKeyPair>> = {
  RSA_2048: knownKeyPairs.RSA_2048,
  RSA_3072: {
    privateKey: fromBase64(
      "MIIG/QIBADANBgkqhkiG9w0BAQEFAASCBucwggbjAgEAAoIBgQDRQUFsM6edNBMxMefEMVUaYm5rHuTiQ/SPTPLTKaiflphQhe3CgXTH" +
        "+hljOoDdlqeR+10kn5Ok4g4YJJX5L9OthkPOXc9ZwxKFtZjvIP9miAlq9EwoIfmh/9aINpPSHBntVg5nv/iVK8aFOUrhetg3sw/QvVO4" +
        "ibfLWSJvLDFZU2aBcf0hSypRsHSsFeUauGrwZti1zMoDVAN1Rl2FdOo4X0zo/XX+iTXsqHZkCbC+AP3yLhU8rKBJN2TbpAdx8QjjXbfu" +
        "cfoju90A6wwdgp989jk4AkL/IZNLHF156ILDjU8Q9RANfkTEycAtb8UP6JQ5gVQsJuePsZQf8D/+wvoSpkc4pJijy6ZdoRfxDWprUgRt" +
        "+PUgtwpZDw53xo+MtmZxviy0qZYZJcoqXW1jGjsIte911QXU7PvtJjAqoIDra8kZmUUepycDL3T/gTUSufvA2EIXloNs5jyKV23+xPSe" +
        "PslgV7Hk5PO0X7nqsc/JRVH5BNpZptfz2tdkJ7BPpz8CAwEAAQKCAYALVNtgvY1ZcHZDBxW9G3A3j1ZHiXL2SFPsyl2XDwuG8EYd+iz2" +
        "iBzVd7uWEql1qLU5CHP7ShXHxsd0LoZvsvhA4KyCCWwFuSJZ2tVqgaDeawYsrXYpcVdE0b44h6yl/lFuibA/Awns/gg5afF5oREmyUvD" +
        "BjWd6bRqBaxveXcZOwK8PVYPBUbILdHQLc8Qn25jowPWz0+un7376XDG5x6IKWKz5BiyBAJHVN6iqudifOzV0JQIi3O24P+w1p4rKjBG" +
        "CBnqlnipL98kVK2RjvQYLO3m01OQlYHa2l2ZYRR6cMIdRXZbY8VcdD3IvtuYUjwWHGyeavRjcuKbK8SWnNQt+gZdZRDdjNdHL1G+ojYP" +
        "3o8NwNpk9+40qbC84ODLOWGptKYuWTVIk05ItfNZUNqA3k8Deen+n9/8bYJkLy2IBYUvfEw4/7P2H+8mkhJnEEv6a2yt5QBaHIfnQO5h" +
        "8T7KAWXqy+CXZHQjQ9nEWtCdLPh38Zpup4DAojxoOSUEptUCgcEA6OOIOxFL3huz/OX8Pnj1pR8OiZC3A7g3hhob4A8u8e59YaXy7xbr" +
        "qylfoSgN//MnqaJRJmuOyJWGoyaD/dWNbgZoa8PuzmhuyZIi1tUctYyA/2rkNDDLm5utKzs2IrzeTv4PcqiK3H+NM8QBZQKZzTMN2reg" +
        "zDOpWg7sIAKbUvgW1sfFMwXNj23rT8WkrWkweJRHTen+Ia+Z7oxIolkRlu2UF3apW0Du/fjn0x2KiWDsNgXUqqPQhFLme+7eWFZNAoHB" +
        "AOYFT8lxhYu6R7MP1S7g8V2M33vF87fGcSwzq/tLeEgEZVjXDqvwDj6P7cMsrRmbJ4utH+M3IMW4Iyo6myj/uwlMk6b9zBlueN+l9zaS" +
        "a+MpQVBGh2w6/wyEflAMyYoiUQYdx1sujRwoGxG3GdKPXYyX9+/OTnapO9c3kGxMG0pWQCOEs+R76Mu1/JybLCZntt+Mfk6dbpQqTeWl" +
        "OBq/zxIKnAv58CmbG42UXGfIGKFEgEhORqct+0VqZ3ksIgORuwKBwEwWqtfBmuwCWRfzfCpdEsTUFMfVRDYu5dUmipz12PyqUsSol2qO" +
        "LolJhzj8ATbylq7RnXnUAl5+m/KKDu3L691aspsi9M7zR98Lo95U2oBmW28X2V9D4gIBJt7NBa7rziY404s+jb/k3JlhHKOH6gAlAg3H" +
        "mP2ek2IdJgB/WYgODkg2FLPK3ZJS82KozFjr2S5MI8/M937CBKTvqHuCZkDNdmkEF+j8mhjYTcWoDS89P2+XEBiAVQwmma88J+DssQKB" +
        "wCk8iIo/nMZo9dOnIfvOfdbcm3AQE9o9bCqVdN6PMBgRGa4sl8fBOHyExwY3ayztANDsj4vnZSutEDjQ2uIlvn0zSkEkvMNOZ8MIeOJC" +
        "q67ExZ3DlyGTDghLdG2bbUIjVs0253d0R/3lPr0VSz7RTt8Wm29VWAGz4zN5FZ4korvX7JWxg6KRiDGFBa15sBeOfl1jTX2AgcN0NhTW" +
        "YtGA03mTh1gqTaDX2r+t+kbsu2Wl5y2PQuFTv/k40yYJAGwNYwKBwQCZAzjVp+ZOt9oLfNRfn/Kg8YjPV3x+srJ/Mql69hflO4atSfIp" +
        "WYyBETPwM/a+8rrWoOJQnZxN2ZLRP3QxCwAqvpRPpBUZ2LXohQeT4ZsupvwkQUcSuitu/Wh/W1bTo4iBZ1DLVTkIcgXXwsk8bL0yHCZG" +
        "Wf7pwxBfHwbmHIwjGb1hoo/6FgpU8A0HD/P5XDYykk1ot6ckzvi0jSTecCBqr/y5nlCWnxVmDuV2FFjJWIaBPkjIJ4MBSi7xkQgIJfY=",
    ),
    publicKey: fromBase64(
      "MIIBojANBgkqhkiG9w0BAQEFAAOCAY8AMIIBigKCAYEA0UFBbDOnnTQTMTHnxDFVGmJuax7k4kP0j0zy0ymon5aYUIXtwoF0x/oZYzqA" +
        "3ZankftdJJ+TpOIOGCSV+S/TrYZDzl3PWcMShbWY7yD/ZogJavRMKCH5of/WiDaT0hwZ7VYOZ7/4lSvGhTlK4XrYN7MP0L1TuIm3y1ki" +
        "bywxWVNmgXH9IUsqUbB0rBXlGrhq8GbYtczKA1QDdUZdhXTqOF9M6P11/ok17Kh2ZAmwvgD98i4VPKygSTdk26QHcfEI41237nH6I7vd" +
        "AOsMHYKffPY5OAJC/yGTSxxdeeiCw41PEPUQDX5ExMnALW/FD+iUOYFULCbnj7GUH/A//sL6EqZHOKSYo8umXaEX8Q1qa1IEbfj1ILcK" +
        "WQ8Od8aPjLZmcb4stKmWGSXKKl1tYxo7CLXvddUF1Oz77SYwKqCA62vJGZlFHqcnAy90/4E1Ern7wNhCF5aDbOY8ildt/sT0nj7JYFex" +
        "5OTztF+56rHPyUVR+QTaWabX89rXZCewT6c/AgMBAAE=",
    ),
  },
  RSA_4096: {
    privateKey: fromBase64(
      "MIIJQgIBADANBgkqhkiG9w0BAQEFAASCCSwwggkoAgEAAoICAQC+kKpa/BueCGv07LF/1WRDaeVvSE9qAzz1Ce2R110kTEeRgfS6EBHG" +
        "qHKXQcImjYJOUcqGhT4gDlwaHHgH6UD2nxfLpx/6tFFv6KFV837c8Tr29GRoi0bFESYZs0lOAKYOqUTDzPAPo44j7QYozuvyDf0wdKNq" +
        "aGOR9jITSQRmUvfw7yAF4UEUIOpISRczIRCeV0GM8r1B9g351igc/K5anXA9uO3ZVzUvMCb8k08/ufzPUFNZ9YtOYsWLIr+C2CpKFcpL" +
        "5YipbtO3zNV2sBBYwmYGHadrc4ZP5dBtIvbMlVxVCqpaMBVdA1gKjVPcq65PZ641flKgLUGtmZOFpotRC4doLSGS9U8ASODWkapbX3yJ" +
        "N6kf8gOnX8bai24xRR4wl3u0cJgpDvRd3uqYIYVjY55chlj+l2HqoEnyDVigz1q4OxIM+7Ml1LdTMgdpvMNkB7B+LnbKQgNDzJyuICeq" +
        "EQTcl895hvHhaGpKjpZBzyHcwklGV4qfz6H+tqHYBf+wSQL6Vb+MRsrONRh1SCuZa2qH8S/ADipGmIxlETnnVbXux4JCdQeKb8iHGsEO" +
        "haqwTdmeFhQ5W39eHq2AYFpvWEtgEeGjbUKIIfgaj1C96OagIwURx85DbeY7Y3iHsCEPTFRsE+G5SUxV1NL75IcIpXmTl30//uvQp67L" +
        "NJvd4QIDAQABAoICAAbMXmd0iv+uSTupngNzd2o4QukfaUXc67XKLuF/D2GWHw9/1V016YxuwffHbse1UKq+nD0ET90Q5hRAY7/UgG7L" +
        "6itnwOpOuIEHiYnpb+Mt7+6TdWmNXm71V6ifDsRrnYD0ZPGfRAkqyo1ZjVizWRN/kELERngrVTIF2G97sV59Iz9DKJ9NE+dF7VW61csL" +
        "KO6dKkd++WV7A7CgBTpTgVzWNQTerg2M4ObYDuv/zVn2pqA2u2KAMgIP4ABAsxhV4dxWvqrKe3+f5omuEwdy7IJeHQmm0SwyKN580lyy" +
        "XJ+bzHl0MfOZt4lj7yYhOJaswUEv77UU1pnEQ42P5wVjlaC0xTOZsnukiz+CA02kqwj6x2yZK9YhqzlVUyWb3KWpXwEkFdg8LLsOmHUq" +
        "83XLDecBagrHW/SVsLl/LSzBih3p5TcRcLS8L6ukzGGI3TUsCE0NKUdYf98ezs8YQOM9pwhHvgR0NhcImiGTHZ3fAGMXYqwdJfpVDBl8" +
        "wP0R3h98oJxE0dheFwHDPvseVq0Tge28GPv/Qy45qF+mSa75H1KDZEFCfpl6zcbelgMGrtJ05QR7qDmkcWD+2UfBhYoXik8NdlJAqpHM" +
        "SAjdbqzdTYLk9Lvqsu14cSnZcD4UY5929jNrezXaQKqPiiJ0AKJIx2+rrk2oFmlKqy2Gh0exIJQJAoIBAQDlkfLIwOAqdIGZPOyKuAIy" +
        "YPtfivkzL9dr0iKtgXDSwOOR5OYoiFHBImD3t2mU+kjK6jhFJAQZfp0pjioWpVjAhLC2xEvSlvbk6VGslVa81i8zw6fwsIkeU1tIvKcC" +
        "R6LfWB8ewuHJjLuZKLIJZpVqucSGF3U4ABKk1WGm9uzog+4N5UzeLQOcwY3DcFMDv1yx3tfaY33SQOBMrFDZrwhl8rPca62suC5F1QPH" +
        "GLMruhNqfnkFKcOFJ9pMEj/eB/+sJs6TnheIjoKe4RQ1VEUReOVLovejWQ29ajGSwau6LNC7GB5c3AkdQMiS6zb6HraUdBCjBr5Nogmb" +
        "VTyyfz0fAoIBAQDUgSJL13atMTWfyL4DXllqYXryIUsm6yJzyzoOSzBZU5v1Rp7CJyNeFCYjWoTGY+XlBEVjSgH56YX5ZbmmrFVqQCJh" +
        "gksG5zTMU1WyQeRwG4OBHE1lf1fXDFU8tIEJCoUHYIKKEiZyJ198kPs3oqIf43DyKm2W2AP8UjeTJn/yVOY1MNGbjiuQxVMh93j3qoN0" +
        "tDDUGIYHgeSU30ivvGcSD14X/ybqHa9XL48TgpDQ6Mwdv7z47x7fgl7xx7/X50jvqRbAFwpgc4NFYotH/ONwUyLsiGgsDZhjY8h8p4u/" +
        "BijsDDLWgAPNzZQH+Qm+M7auCmbhn06MqlTEbsZOZoT/AoIBAFb5RU7za7oJ67OflkozznlBrtqSrzjKTkYGFadAW/ssosr6OoxuoPKX" +
        "0L7o2PJdJEjkFa90Jq11/5rnxmBQAmDlpIGJuuQs15sAHjZRWcwvJTDqVmzkpP49PF9BQdCmTTlqjFe+I4aVb9llxpWzLLaDbMYUiw9N" +
        "T8LtKJL2B+lLWlwfXFDsIus3lTrPClRoInks4QBXIysN8yx5OCRQoNDm82d10BWYrcc9HbJHVFIjrAlzouvm17FR2O1rGJFI3H9fMHJS" +
        "ub29qBUDVwGhTI2DDPPr6QAU1BTH78IW57WgFvBbAd3Saw2PJq4quOhnzGpP0qHBA0YsNpGH6HgDpqcCggEBAL+ns6nZKtSq9CUm5JCf" +
        "MF+siTkFZAU2vjzXBoZLs9BsgtUlGxwaNmCsJXVvNx7CjF4PixEwdzXRMp6q61RySxrnutpcq5QPRGQfqMN7gC7H8cOpJfircCqomduF" +
        "JHdmAHKVzUX/dqMv9YOgMqKL0FKYS45tS6dnLbkM4ciaSXziqzk/zVvRTmNkRET3MCeWprbDqOIxN/hfYywNcT3l2sPEDmXwHkW5/iDQ" +
        "6OZ8tGVmAGm4OxP8fcixiTXgpJpxoytbQgR/A0HYDIWwidOkNfBhWrcfk2xf2peRMAmVBomDYbb6jYM9s7CSf7btGadsdo7jHMTSbAKb" +
        "wJXlHn8pITsCggEADy2nw3WLcFXjThJxd8DbNrOE5DpsG9yIiAwkr81No/zCqZlIy81y+hzEluwT4D7vVFLpBgM4AUY+GXpA1Ii234UM" +
        "4c9KuHlxemaRZC88+6i498n8dCKXGJQUhgBQA5iLA96pV+A/2NlmHZNwFqvAWdpIHHfDkOAnftM9cF3y0KtCOW4VNFko4iDRXeqo0YeB" +
        "p+3qG+4Tkj2eZw0xlRi6bk3ucQo1wYQtx2Boygt4Fp+uwqtf/7309uWmNMkuTX0R25jUlBumXnnbEzKXTzlTrphoehIX8ADM06xkIn3Z" +
        "ysuxNldX5hiXmQDC6Fmm4QHRK0osYjmuB44OSwhV57ZTkA==",
    ),
    publicKey: fromBase64(
      "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAvpCqWvwbnghr9Oyxf9VkQ2nlb0hPagM89QntkdddJExHkYH0uhARxqhyl0HC" +
        "Jo2CTlHKhoU+IA5cGhx4B+lA9p8Xy6cf+rRRb+ihVfN+3PE69vRkaItGxREmGbNJTgCmDqlEw8zwD6OOI+0GKM7r8g39MHSjamhjkfYy" +
        "E0kEZlL38O8gBeFBFCDqSEkXMyEQnldBjPK9QfYN+dYoHPyuWp1wPbjt2Vc1LzAm/JNPP7n8z1BTWfWLTmLFiyK/gtgqShXKS+WIqW7T" +
        "t8zVdrAQWMJmBh2na3OGT+XQbSL2zJVcVQqqWjAVXQNYCo1T3KuuT2euNX5SoC1BrZmThaaLUQuHaC0hkvVPAEjg1pGqW198iTepH/ID" +
        "p1/G2otuMUUeMJd7tHCYKQ70Xd7qmCGFY2OeXIZY/pdh6qBJ8g1YoM9auDsSDPuzJdS3UzIHabzDZAewfi52ykIDQ8ycriAnqhEE3JfP" +
        "eYbx4WhqSo6WQc8h3MJJRleKn8+h/rah2AX/sEkC+lW/jEbKzjUYdUgrmWtqh/EvwA4qRpiMZRE551W17seCQnUHim/IhxrBDoWqsE3Z" +
        "nhYUOVt/Xh6tgGBab1hLYBHho21CiCH4Go9QvejmoCMFEcfOQ23mO2N4h7AhD0xUbBPhuUlMVdTS++SHCKV5k5d9P/7r0KeuyzSb3eEC" +
        "AwEAAQ==",
    ),
  },
  EC_P256: knownKeyPairs.EC_P256,
  EC_P256K: knownKeyPairs.EC_P256K,
  EC_SM2: knownKeyPairs.EC_SM2,
};
