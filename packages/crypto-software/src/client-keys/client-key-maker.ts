import { andThen, copyPublic, type MaybePromise, wipe } from "@keyferry/bytes";
import type { ClientKeyMaker, ClientKeyPlan, DataKeyReceiver, NewClientKey } from "@keyferry/crypto";
import { fromBinaryString, toBinaryString } from "../binary-string.ts";
import { withForge } from "../forge.ts";
import { generateRsaKeyPair } from "../rsa-key-pair.ts";
import { selfSignedCertificate } from "./certificate.ts";
import { encodePkcs12 } from "./pkcs12.ts";

/** What {@link createClientKeyMaker} may be given. */
export interface ClientKeyMakerOptions {
  /** Makes the RSA keys. By default this package does, which blocks for seconds. */
  readonly keyPairs?: Pick<DataKeyReceiver, "generateRecipientKeyPair">;
}

/**
 * Makes client keys with node-forge, which the first one loads: RSA_2048, a certificate that the key itself has signed, and both
 * in a PKCS #12 that OpenSSL and Java's KeyStore open, and that has the algorithms that Go's `golang.org/x/crypto/pkcs12` opens.
 * One is made at a time, since each is a lot of work. The private key's bytes are wiped; node-forge's own numbers and texts are
 * not, and stay until the engine collects them.
 */
export function createClientKeyMaker({ keyPairs }: ClientKeyMakerOptions = {}): ClientKeyMaker {
  let last: Promise<unknown> = Promise.resolve();
  return {
    make(plan) {
      const made = last.then(() => makeOne(plan, keyPairs));
      // Nothing of a key is kept.
      last = made.then(
        () => undefined,
        () => undefined,
      );
      return made;
    },
  };
}

function makeOne(
  { password, ...subject }: ClientKeyPlan,
  keyPairs: ClientKeyMakerOptions["keyPairs"],
): MaybePromise<NewClientKey> {
  return withForge((forge) =>
    andThen(
      keyPairs?.generateRecipientKeyPair("RSA_2048") ?? generateRsaKeyPair(2048),
      ({ privateKey: pkcs8 }) => {
        try {
          const info = forge.asn1.fromDer(toBinaryString(pkcs8));
          const certificate = selfSignedCertificate(forge, forge.pki.privateKeyFromAsn1(info), subject);
          const bundle = encodePkcs12(forge, { name: subject.name, certificate, privateKey: info, password });
          return { certificate: copyPublic(fromBinaryString(certificate)), bundle };
        } finally {
          wipe(pkcs8);
        }
      },
    ),
  );
}
