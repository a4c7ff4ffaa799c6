import type { ConformanceCheck } from "@keyferry/conformance";
import type { Signer } from "../../contract/backend.ts";
import type { SignatureForm, SignatureInput } from "../../contract/signature-input.ts";
import type { BackendConformanceOptions } from "./backend-bench.ts";
import { checkOnKeyPair, type KeyPairBench, signerOf } from "./key-pair-bench.ts";
import { namesOf, type SignatureAlgorithm, signatureAlgorithms } from "@keyferry/algorithms";

/** A bench with the algorithm and the form of input that the check is about. */
export interface SignatureBench extends KeyPairBench {
  readonly algorithm: SignatureAlgorithm;
  readonly form: SignatureForm;
  readonly signer: Signer;
}

/** Every signature algorithm. */
export const allSignatureAlgorithms = namesOf(signatureAlgorithms);

/** Both forms of what is signed. */
export const signatureForms: readonly SignatureForm[] = ["digest", "message"];

/** Bytes as a digest, which has to have 32, or as a message. */
export function inputOf(form: SignatureForm, bytes: Uint8Array): SignatureInput {
  return form === "digest" ? { digest: bytes } : { message: bytes };
}

/** The check for each algorithm, each spec that it takes, and each of `forms`, with nothing to do where it is not claimed. */
export function checkPerSignature(
  options: BackendConformanceOptions,
  name: string,
  work: (bench: SignatureBench) => Promise<void>,
  forms: readonly SignatureForm[] = signatureForms,
): readonly ConformanceCheck[] {
  return allSignatureAlgorithms.flatMap((algorithm) =>
    signatureAlgorithms[algorithm].keySpecs.flatMap((spec) =>
      forms.map((form) =>
        checkOnKeyPair(options, spec, `${algorithm} of a ${form}: ${name}`, async (bench) => {
          if (!bench.claim.signatureAlgorithms[form].includes(algorithm)) return;
          await work({ ...bench, algorithm, form, signer: signerOf(bench) });
        }),
      ),
    ),
  );
}
