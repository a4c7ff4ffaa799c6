/** Sections by name, and in each the values by key. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads the text of an ini file: `[section]`, `key = value`, comments after `#` or `;` at the start of a line or after a
 * space, values in quotes or without. A section that comes again goes on; of a key that comes again the last counts.
 *
 * @returns undefined for a line that is none of these, or a key outside of a section
 */
export function parseIni(text: string): Ini | undefined {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const line of text.replace(/^\ufeff/, "").split(/\r?\n/)) {
    const content = line.trim();
    if (content === "" || /^[#;]/.test(content)) continue;
    const name = /^\[([^[\]]+)\]$/.exec(withoutComment(content))?.[1]?.trim();
    const at = content.indexOf("=");
    if (name !== undefined) {
      section = sections.get(name) ?? new Map<string, string>();
      sections.set(name, section);
    } else if (section !== undefined && at > 0) {
      section.set(content.slice(0, at).trim(), valueOf(content.slice(at + 1).trim()));
    } else {
      return undefined;
    }
  }
  return sections;
}

function valueOf(text: string): string {
  const quoted = /^(?:"([^"]*)"|'([^']*)')(?:\s+[#;].*)?$/.exec(text);
  return quoted?.[1] ?? quoted?.[2] ?? withoutComment(text);
}

function withoutComment(text: string): string {
  const at = text.search(/(?:^|\s)[#;]/);
  return (at < 0 ? text : text.slice(0, at)).trim();
}
