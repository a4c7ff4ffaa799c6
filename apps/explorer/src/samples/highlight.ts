import type { SampleLanguage } from "@keyferry/samples";

/** A piece of code that looks the same throughout. */
export interface Piece {
  readonly kind: "plain" | "comment" | "text" | "word";
  readonly code: string;
}

type Syntax = SampleLanguage["syntax"];

/** One that does not end goes to the end of the code: to look for others in it would take the square of its length. */
const doubleQuoted = String.raw`"[^"\\]*(?:\\.?[^"\\]*)*(?:"|(?![^]))`;
const lineComment = String.raw`//[^\n]*`;
const hashComment = String.raw`^[ \t]*#[^\n]*`;

/** Of each syntax what comments and texts look like. Earlier ones win where both begin. */
const looks: Readonly<
  Record<Syntax, { readonly comment: string; readonly text: string; readonly words: string }>
> = {
  typescript: {
    ...{ comment: lineComment, text: doubleQuoted },
    words: "async await catch const from function import new undefined unknown void",
  },
  python: { comment: hashComment, text: doubleQuoted, words: "False None True from import" },
  go: { comment: lineComment, text: doubleQuoted, words: "func if import interface map nil package" },
  java: {
    ...{ comment: lineComment, text: doubleQuoted },
    words: "class false for import int new null private public return static throws true void",
  },
  php: { comment: lineComment, text: doubleQuoted, words: "echo false getenv new null require true use" },
  shell: {
    ...{ comment: hashComment, text: String.raw`'[^']*(?:'|(?![^]))|${doubleQuoted}` },
    words: "export for if else set",
  },
  hcl: { comment: hashComment, text: doubleQuoted, words: "data provider resource terraform true false" },
};

const patterns = new Map<Syntax, RegExp>();

/** Splits a sample into pieces for the eye; put together again they are the sample. */
export function highlight(code: string, syntax: Syntax): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { index, groups = {}, 0: found } of code.matchAll(patternOf(syntax))) {
    if (index > at) pieces.push({ kind: "plain", code: code.slice(at, index) });
    const kind = groups["comment"] !== undefined ? "comment" : groups["text"] !== undefined ? "text" : "word";
    pieces.push({ kind, code: found });
    at = index + found.length;
  }
  if (at < code.length) pieces.push({ kind: "plain", code: code.slice(at) });
  return pieces;
}

function patternOf(syntax: Syntax): RegExp {
  const known = patterns.get(syntax);
  if (known !== undefined) return known;
  const { comment, text, words } = looks[syntax];
  const word = String.raw`(?<![\w.$-])(?:${words.replaceAll(" ", "|")})(?![\w-])`;
  const pattern = new RegExp(`(?<comment>${comment})|(?<text>${text})|(?<word>${word})`, "gms");
  patterns.set(syntax, pattern);
  return pattern;
}
