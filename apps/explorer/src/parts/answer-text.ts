/** What stands in the place of a secret that is covered. */
export const cover = "••••••••";

/** A body as people read it: indented, and secrets covered, where they are to be. */
export function answerText(body: string, format: "JSON" | "XML", secrets: readonly string[]): string {
  return format === "JSON" ? jsonText(body, secrets) : xmlText(body, secrets);
}

/** Whether there is anything to cover in a body. */
export function holdsSecrets(body: string, format: "JSON" | "XML", secrets: readonly string[]): boolean {
  return answerText(body, format, secrets) !== answerText(body, format, []);
}

function jsonText(body: string, secrets: readonly string[]): string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return body;
  }
  return JSON.stringify(
    covered(
      value,
      secrets.map((path) => path.split(".")),
    ),
    null,
    2,
  );
}

/** A copy in which what stands at the paths is covered, in each item of the lists on the way. */
function covered(value: unknown, paths: readonly (readonly string[])[]): unknown {
  if (paths.some((path) => path.length === 0)) return cover;
  if (Array.isArray(value)) return value.map((item) => covered(item, paths));
  if (typeof value !== "object" || value === null || paths.length === 0) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      covered(
        inner,
        paths.flatMap(([first, ...rest]) => (first === name ? [rest] : [])),
      ),
    ]),
  );
}

const tag = /<(\/?)([A-Za-z][\w.-]*)(\/?)>|<\?[^>]*\?>|[^<]+/g;

/** XML, a line for each element that holds text, and one for each begin and end of the others. */
function xmlText(body: string, secrets: readonly string[]): string {
  const open: string[] = [];
  let text = "";
  let wasText = false;
  for (const [found, end, name, empty] of body.matchAll(tag)) {
    if (name === undefined && !found.startsWith("<?")) {
      text += secrets.includes(open.slice(1).join(".")) ? cover : found;
      wasText = true;
      continue;
    }
    if (end === "/") open.pop();
    const newLine =
      text !== "" && !(end === "/" && (wasText || (text.endsWith(">") && text.endsWith(`<${name ?? ""}>`))));
    text += (newLine ? `\n${"  ".repeat(open.length)}` : "") + found;
    if (name !== undefined && end === "" && empty === "") open.push(name);
    wasText = false;
  }
  return text;
}
