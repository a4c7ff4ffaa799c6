import { testRsaOaep } from "../../../tools/testing/rsa-oaep.ts";
import { decryptRsaOaep, encryptRsaOaep } from "../src/rsa-oaep.ts";

testRsaOaep({ encryptRsaOaep, decryptRsaOaep });
