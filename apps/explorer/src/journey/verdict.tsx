import { ServiceError } from "@keyferry/protocol";
import { shortenedInside } from "../parts/long-value.tsx";
import { journey as en } from "../text/en/journey.ts";
import { journey as zh } from "../text/zh/journey.ts";
import { speaks } from "../text/text.ts";
import { NotProvedError } from "./travel/not-proved.ts";
import { UnopenedError } from "./recipients/recipient-pair.ts";
import type { Journey } from "./use-journey.ts";

/** The last line of the journey: how it ended, or how far it is. */
export function Verdict({ journey: { doing, proof, failure } }: { readonly journey: Journey }) {
  const words = speaks(en, zh);
  if (failure !== undefined) {
    return (
      <p class="journey-verdict refused" role="alert">
        {failed(failure)}
      </p>
    );
  }
  return (
    <div aria-live="polite">
      {proof !== undefined && (
        <p class="journey-verdict done">
          {words.proved(proof.bytes, shortenedInside(proof.fingerprint, 17))}
        </p>
      )}
      {doing !== undefined && (
        <p class="journey-verdict">
          {words.running} {words.told[doing].title}
        </p>
      )}
    </div>
  );
}

function failed(failure: Error): string {
  const words = speaks(en, zh).failed;
  if (failure instanceof NotProvedError) return words[failure.reason];
  if (failure instanceof UnopenedError) return words.unopened;
  if (failure instanceof ServiceError) return words.refused(failure.code, failure.message);
  return words.noAnswer(failure.message);
}
