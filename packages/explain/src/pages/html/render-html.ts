import type { ExplainedSignature, Explanation } from "../../explanation.ts";
import { aboutAccess } from "../../reasons/about-access.ts";
import { html, nothing, type Markup } from "./markup.ts";
import { stylePath } from "./style.ts";
import type { PageWords } from "./words.ts";

/** What stands around an explanation. */
export interface Around {
  readonly words: PageWords;
  /** Path of the explorer; undefined: there is none. */
  readonly explorer: string | undefined;
}

/** An explanation as a page for browsers, without a script. */
export function renderHtml(explanation: Explanation, around: Around): string {
  const { words } = around;
  const { id, code, status, message, documented, beneath, advice, signature, access } = explanation;
  const content = html`<section>
      <p class="eyebrow">${words.title}</p>
      <h1 lang="en">${code}</h1>
      <p><span class="mark">${status}</span></p>
      <p lang="en">${message}</p>
    </section>
    ${beneath === null ? nothing : html`<p class="trial">${words.dryRun} <code>${beneath}</code></p>`}
    ${advice.length === 0 ? nothing : whatToDo(advice, words)} ${aboutRequest(explanation, words)}
    ${signature === undefined ? nothing : aboutSignature(signature, words)}
    ${
      access === undefined
        ? nothing
        : html`<section>
            <h2>${words.access}</h2>
            <pre lang="en">${aboutAccess(access).join("\n\n")}</pre>
          </section>`
    }
    ${
      documented === null
        ? nothing
        : html`<p class="muted">
            ${words.documented} ${documented.status}, <span lang="en">${documented.message}</span>
          </p>`
    }
    <p class="muted">
      ${words.otherForms} <a href="/explain/${id}?format=json">JSON</a>,
      <a href="/explain/${id}?format=text">text</a>
    </p>`;
  return wholePage(code, content, around);
}

/** The page of an id that nothing is known of. */
export function renderUnknown(around: Around): string {
  const { words } = around;
  const content = html`<h1>${words.unknown}</h1>
    <p>${words.unknownNext}</p>`;
  return wholePage(words.unknown, content, around);
}

function wholePage(title: string, content: Markup, { words, explorer }: Around): string {
  return html`<!doctype html>
    <html lang="${words.tag}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title} · Keyferry</title>
        <link rel="stylesheet" href="${stylePath}" />
      </head>
      <body>
        <header>
          <strong>Keyferry</strong>
          ${explorer === undefined ? nothing : html`<a href="${explorer}">${words.explorer}</a>`}
        </header>
        <main>${content}</main>
      </body>
    </html>`.html;
}

function whatToDo(advice: readonly string[], words: PageWords): Markup {
  return html`<section>
    <h2>${words.whatToDo}</h2>
    <ul lang="en">
      ${advice.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
  </section>`;
}

function aboutRequest(
  { operation, time, gateway, region, requestId }: Explanation,
  words: PageWords,
): Markup {
  const rows: readonly (readonly [string, string])[] = [
    [words.operation, operation ?? words.none],
    [words.time, time],
    [words.gateway, gateway],
    [words.region, region ?? words.none],
    ["RequestId", requestId],
  ];
  return html`<dl>
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd class="mono">${value}</dd>`,
    )}
  </dl>`;
}

function aboutSignature(
  { scheme, stringToSign, canonicalRequest, difference }: ExplainedSignature,
  words: PageWords,
): Markup {
  const box = (name: string, text: string) =>
    html`<section>
      <h2>${name}</h2>
      <pre>${text}</pre>
    </section>`;
  return html`${
    difference === undefined
      ? nothing
      : html`<section>
          <h2>${words.difference}</h2>
          <p>${words.of[difference.of]}, ${words.behind} ${difference.at}</p>
          <p class="muted">${words.rightAfter}</p>
          <pre>${difference.before}</pre>
          <p class="muted">${words.server}</p>
          <pre>${difference.server}</pre>
          <p class="muted">${words.client}</p>
          <pre>${difference.client}</pre>
        </section>`
  }
  ${canonicalRequest === undefined ? nothing : box(words.canonicalRequest, canonicalRequest)}
  ${box(`${words.stringToSign} (${scheme})`, stringToSign)}`;
}
