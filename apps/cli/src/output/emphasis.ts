/** The two styles of this command's output. */
export interface Emphasis {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** Styles by ANSI codes (ECMA-48 SGR), or text as it is. */
export function createEmphasis(styled: boolean): Emphasis {
  const style = (on: number, off: number) => (text: string) =>
    styled ? `\u001b[${String(on)}m${text}\u001b[${String(off)}m` : text;
  return { strong: style(1, 22), faint: style(2, 22) };
}
