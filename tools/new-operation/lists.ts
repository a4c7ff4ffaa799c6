/**
 * Adds a line to those that begin as it does, in the order of the alphabet.
 *
 * @param like what lines of the list match
 */
export function withLine(text: string, line: string, like: RegExp): string {
  const lines = text.split("\n");
  const own = lines.flatMap((each, at) => (like.test(each) ? [{ each, at }] : []));
  if (own.some(({ each }) => each === line)) return text;
  const after = own.filter(({ each }) => each < line).at(-1)?.at ?? (own[0]?.at ?? 0) - 1;
  return lines.toSpliced(after + 1, 0, line).join("\n");
}

/** Adds what a group's index exports. */
export const withExport = (index: string, line: string): string =>
  index === "" ? `${line}\n` : withLine(index, line, /^export \{/);

/** Adds a group to protocol's `operations/index.ts`. */
export function withGroupOfOperations(text: string, group: string): string {
  const name = identifierOf(group);
  if (text.includes(`typeof ${name}>`)) return text;
  return withGroupImport(text, group)
    .replace(/(ByName<typeof \w+>) \{\}/, `$1,\n    ByName<typeof ${name}> {}`)
    .replace(/((?: {2}\w+: byName\(\w+\),\n)+)/, `$1  ${name}: byName(${name}),\n`)
    .replace(/((?: {2}\.\.\.groups\.\w+,\n)+)/, `$1  ...groups.${name},\n`);
}

/** Adds a group to the table of handlers. */
export function withGroupOfHandlers(text: string, group: string): string {
  const name = identifierOf(group);
  if (text.includes(`handlersByName(${name})`)) return text;
  return withGroupImport(text, group).replace(
    /((?: {2}\.\.\.handlersByName\(\w+\),\n)+)/,
    `$1  ...handlersByName(${name}),\n`,
  );
}

function withGroupImport(text: string, group: string): string {
  return withLine(
    text,
    `import * as ${identifierOf(group)} from "./${group}/index.ts";`,
    /^import \* as (?!sts\b)/,
  );
}

/** What code calls a group: `accessPoints` for `access-points`. */
function identifierOf(group: string): string {
  return group.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
