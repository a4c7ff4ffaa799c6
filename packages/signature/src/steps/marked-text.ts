/** A run of a text, in UTF-16 units: from the first to before the last. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** What a mark may stand for that is neither parameter nor header. */
export type PartName =
  | "method"
  | "path"
  | "scheme"
  | "access key id"
  | "scope"
  | "signed headers"
  | "body hash"
  | "request hash"
  | "signature"
  | "body";

/** Says of a run of a text what stands there: the same parameter is found by its name in every step's text. */
export type Mark = Run &
  (
    | {
        readonly of: "parameter" | "header";
        /** Of a parameter decoded, as it is handed in; of a header in lower case. */
        readonly name: string;
        readonly shows: "name" | "value";
      }
    | { readonly of: "part"; readonly name: PartName; readonly shows: "value" }
  );

/** A text and what stands where in it. Marks are in order and do not overlap; one of an empty value is empty. */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** A text that is one part as a whole. */
export function part(name: PartName, text: string): MarkedText {
  return { text, marks: [{ of: "part", name, shows: "value", from: 0, to: text.length }] };
}

/** A text that is the name or the value of a parameter or header as a whole. */
export function marked(
  of: "parameter" | "header",
  name: string,
  shows: "name" | "value",
  text: string,
): MarkedText {
  return { text, marks: [{ of, name, shows, from: 0, to: text.length }] };
}

/** Texts one after the other, marked where they were; plain ones have no marks. */
export function join(...pieces: readonly (string | MarkedText)[]): MarkedText {
  let text = "";
  const marks: Mark[] = [];
  for (const piece of pieces) {
    if (typeof piece === "string") {
      text += piece;
      continue;
    }
    for (const mark of piece.marks) {
      marks.push({ ...mark, from: mark.from + text.length, to: mark.to + text.length });
    }
    text += piece.text;
  }
  return { text, marks };
}

/** Texts one after the other, with a separator between each two. */
export function joinBy(separator: string, pieces: readonly (string | MarkedText)[]): MarkedText {
  return join(...pieces.flatMap((piece, index) => (index === 0 ? [piece] : [separator, piece])));
}
