/**
 * Adds the items of a list to parameters, each under its place: `ResourceId.1`. An item that is typed as a JSON object of texts
 * has members: `Tag.1.Key`, `Tag.1.Value`. Any other is a text.
 */
export function addItems(parameters: Map<string, string>, name: string, items: readonly string[]): void {
  items.forEach((item, index) => {
    const place = `${name}.${String(index + 1)}`;
    const members = membersOf(item);
    if (members === undefined) parameters.set(place, item);
    else for (const [member, value] of members) parameters.set(`${place}.${member}`, value);
  });
}

function membersOf(item: string): readonly (readonly [string, string])[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(item);
  } catch {
    return undefined;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return undefined;
  const members = Object.entries(parsed);
  return members.every((member): member is [string, string] => typeof member[1] === "string")
    ? members
    : undefined;
}
