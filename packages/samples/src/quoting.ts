/** What a reader cannot see, or what makes text look other than it is: controls, formats, fillers, separators of lines. */
const hiddenClass = String.raw`[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`;
const unseen = new RegExp(hiddenClass, "u");

/** How a language writes text between double quotes. */
interface Notation {
  /** What stands for a character that would end or change the text. */
  readonly marks: Readonly<Record<string, string>>;
  /** What stands for a code point that nobody sees. */
  readonly hidden: (codePoint: number) => string;
}

const lineMarks = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const cStyle = { ...lineMarks, '"': '\\"', "\\": "\\\\" };
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
const byUnits = (codePoint: number) =>
  Array.from({ length: codePoint > 0xffff ? 2 : 1 }, (_, index) => {
    const unit = String.fromCodePoint(codePoint).charCodeAt(index);
    return `\\u${hex(unit, 4)}`;
  }).join("");
const byCodePoint = (codePoint: number) =>
  codePoint > 0xffff ? `\\U${hex(codePoint, 8)}` : `\\u${hex(codePoint, 4)}`;

function quoting({ marks, hidden }: Notation): (text: string) => string {
  return (text) => {
    const inside = Array.from(text, (character) => {
      const mark = Object.hasOwn(marks, character) ? marks[character] : undefined;
      if (mark !== undefined) return mark;
      return unseen.test(character) ? hidden(character.codePointAt(0) ?? 0) : character;
    });
    return `"${inside.join("")}"`;
  };
}

/** A string of JavaScript and TypeScript. */
export const quoteScript = quoting({ marks: cStyle, hidden: byUnits });

/** A string of Python 3. */
export const quotePython = quoting({ marks: cStyle, hidden: byCodePoint });

/** An interpreted string of Go. It has no lone surrogates. */
export const quoteGo = quoting({ marks: cStyle, hidden: byCodePoint });

/** A string of Java, where a Unicode escape of a control would count as the control itself. */
export const quoteJava = quoting({
  marks: cStyle,
  hidden: (codePoint) =>
    codePoint < 0x100 ? `\\${codePoint.toString(8).padStart(3, "0")}` : byUnits(codePoint),
});

/** A double-quoted string of PHP 7 and later. */
export const quotePhp = quoting({
  marks: { ...cStyle, $: "\\$" },
  hidden: (codePoint) => `\\u{${codePoint.toString(16)}}`,
});

const quoteTemplate = quoting({ marks: cStyle, hidden: byCodePoint });

/** A quoted template of HCL that has no interpolations and no directives. HCL knows text in Unicode's form NFC alone. */
export function quoteHcl(text: string): string {
  return quoteTemplate(text).replaceAll(/[$%](?=\{)/g, "$&$&");
}

/** Runs of what nobody sees, but for the ends of lines: between quotes a shell takes these as they look. */
const unseenInShell = new RegExp(String.raw`(?:(?!\n)${hiddenClass})+`, "gu");

/**
 * A word of a POSIX shell. It cannot hold the character NUL. What nobody sees, the sequences that command a terminal among it,
 * is there as the octal escapes of `printf`.
 */
export function quoteShell(text: string): string {
  const plain = text.replaceAll("'", "'\\''");
  return `'${plain.replaceAll(unseenInShell, (hidden) => `'"$(printf '${octal(hidden)}')"'`)}'`;
}

/** The UTF-8 of what nobody sees, in well-formed text: percent-encoding leaves none of it as it is. */
function octal(hidden: string): string {
  return encodeURIComponent(hidden).replaceAll(
    /%(..)/g,
    (_, byte: string) => `\\${parseInt(byte, 16).toString(8).padStart(3, "0")}`,
  );
}
