import { type AsymmetricKeySpec, isRsaKeySpec } from "@keyferry/algorithms";
import { andThen, equalBytes } from "@keyferry/bytes";
import type { SignatureForm } from "../contract/signature-input.ts";
import type { HostEncryption, HostKeyPair, HostPrimitives, HostSignature } from "../primitives/primitives.ts";
import {
  answersDecryption,
  answersEncryption,
  answersPublicKey,
  answersSignature,
} from "../known-answers/key-pair-answers.ts";
import type { Gate, Gates, KnownAnswerTest } from "./gates.ts";
import { mapRows } from "./map-rows.ts";
import { afterTrial } from "./output-trial.ts";
import { keysOf, through } from "./tried-forms.ts";

/** The spec whose pair of known keys stands for a spec: RSA is one algorithm, whatever its modulus has for a length. */
function triedSpec(spec: AsymmetricKeySpec) {
  return isRsaKeySpec(spec) ? "RSA_2048" : spec;
}

/** A signature that is verified before it leaves: one of RSA with a fault in it would give the private key away. */
function triedSignature(scheme: HostSignature, gate: Gate): HostSignature {
  const sign: HostSignature["sign"] = (key, input) =>
    andThen(scheme.sign(key, input), (signature) =>
      afterTrial(gate, signature, () => scheme.verify(key, input, signature)),
    );
  return {
    sign: (key, input) => through(gate, () => sign(key, input)),
    verify: (key, input, signature) => through(gate, () => scheme.verify(key, input, signature)),
  };
}

/** Public keys that are found twice before they leave: what is encrypted under a wrong one opens nowhere. */
function triedPublicKey(pair: HostKeyPair, gate: Gate): HostKeyPair["publicKey"] {
  const publicKey: HostKeyPair["publicKey"] = (key) =>
    andThen(pair.publicKey(key), (found) =>
      afterTrial(gate, found, () => andThen(pair.publicKey(key), (again) => equalBytes(found, again))),
    );
  return (key) => through(gate, () => publicKey(key));
}

function testedDecryption(
  scheme: Pick<HostEncryption, "decrypt">,
  gate: Gate,
): Pick<HostEncryption, "decrypt"> {
  return {
    decrypt: (key, ciphertext) => through(gate, () => scheme.decrypt(key, ciphertext)),
  };
}

/**
 * Makes the key pairs of a library tried ones.
 *
 * @throws TypeError for a library that has RSA without RSA_2048, which the others are tested by
 */
export function triedKeyPairs(
  keyPairs: NonNullable<HostPrimitives["keyPairs"]>,
  gates: Gates,
): NonNullable<HostPrimitives["keyPairs"]> {
  const specs = Object.keys(keyPairs) as readonly AsymmetricKeySpec[];
  if (specs.some(isRsaKeySpec) && keyPairs.RSA_2048 === undefined) {
    throw new TypeError("a library that has RSA must have RSA_2048: its other key pairs are tested by it");
  }
  const shared = new Map<string, Gate>();
  /** One gate for all specs that a test stands for. */
  const gateOf = (
    what: string,
    spec: AsymmetricKeySpec,
    test: (pair: HostKeyPair) => KnownAnswerTest | undefined,
  ): Gate => {
    const of = triedSpec(spec);
    const name = isRsaKeySpec(spec) ? what : `${what} of ${spec}`;
    const pair = keyPairs[of];
    const gate = shared.get(name) ?? gates.gate(name, pair && test(pair));
    shared.set(name, gate);
    return gate;
  };

  const signaturesOf = (
    spec: AsymmetricKeySpec,
    form: SignatureForm,
    of: (pair: HostKeyPair) => HostKeyPair["signatures"] | undefined,
    pair: HostKeyPair,
  ) =>
    mapRows(of(pair) ?? {}, (scheme: HostSignature, algorithm) => {
      const what = form === "digest" ? algorithm : `${algorithm} of messages`;
      const gate = gateOf(what, spec, (known) => {
        const asked = of(known)?.[algorithm];
        return asked && (() => answersSignature(known, asked, { spec: triedSpec(spec), algorithm, form }));
      });
      return triedSignature(scheme, gate);
    });

  return mapRows(keyPairs, (pair: HostKeyPair, spec: AsymmetricKeySpec): HostKeyPair => {
    const { pkcs1 } = pair;
    const publicKeyGate = gateOf(
      "public keys",
      spec,
      (known) => () => answersPublicKey(known, triedSpec(spec)),
    );
    return {
      ...keysOf(pair),
      generate() {
        gates.checkOpen();
        return pair.generate();
      },
      publicKey: triedPublicKey(pair, publicKeyGate),
      signatures: signaturesOf(spec, "digest", ({ signatures }) => signatures, pair),
      messageSignatures: signaturesOf(spec, "message", ({ messageSignatures }) => messageSignatures, pair),
      encryptions: mapRows(pair.encryptions, (scheme: HostEncryption, algorithm): HostEncryption => {
        const gate = gateOf(algorithm, spec, (known) => {
          const asked = known.encryptions[algorithm];
          return asked && (() => answersEncryption(known, asked, algorithm));
        });
        return {
          ...testedDecryption(scheme, gate),
          encrypt: (key, plaintext) => through(gate, () => scheme.encrypt(key, plaintext)),
        };
      }),
      ...(pkcs1 && {
        pkcs1: testedDecryption(
          pkcs1,
          gateOf("RSAES_PKCS1_V1_5", spec, (known) => {
            const asked = known.pkcs1;
            return asked && (() => answersDecryption(known, asked, "RSAES_PKCS1_V1_5"));
          }),
        ),
      }),
    };
  });
}
