import type { SignatureSteps } from "@keyferry/signature/steps";
import type { Scheme } from "../connection/signed-call.ts";
import { CodeBox } from "../parts/code-box.tsx";
import { signature as en } from "../text/en/signature.ts";
import { speaks } from "../text/text.ts";
import { signature as zh } from "../text/zh/signature.ts";
import { keyFormula } from "./key-formula.ts";
import type { Lighting } from "./lighting.ts";
import { MarkedBox } from "./marked-box.tsx";

/** The four steps of a signature, one below the other. */
export function Steps({
  signed,
  scheme,
  lighting,
}: {
  readonly signed: SignatureSteps;
  readonly scheme: Scheme;
  readonly lighting: Lighting;
}) {
  const { names, calculation, explained, step: stepName, underlined } = speaks(en, zh);
  return (
    <ol class="steps">
      {signed.steps.map((step, index) => (
        <li key={step.name} class="step" data-step={step.name}>
          <div class="step-head">
            <span class="step-number" aria-hidden="true">
              {index + 1}
            </span>
            <h3>{names[step.name]}</h3>
          </div>
          <p>{explained[scheme][index]}</p>
          {step.name === "signature" && (
            <CodeBox value={keyFormula(signed.key, stepName(2))} of={calculation} wraps />
          )}
          <MarkedBox
            marked={step}
            of={names[step.name]}
            lighting={lighting}
            input={step.name === "signature" ? undefined : step.input}
          />
          {step.input && step.name !== "signature" && (
            <p class="muted step-note">
              <span class="from-before">{underlined(index)}</span>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
