import { SaxesParser } from "saxes";

/** An element as an independent reader sees it: its name, and its text or its children. */
export interface Xml {
  readonly name: string;
  readonly children: readonly Xml[];
  readonly text: string;
}

/** Reads a document; throws when it is not well formed. */
export function parseXml(document: string): Xml {
  const parser = new SaxesParser({ xmlns: true });
  const open: { name: string; children: Xml[]; text: string }[] = [{ name: "", children: [], text: "" }];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => {
    const element = { name, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(document).close();
  const root = open[0]?.children[0];
  if (root === undefined) throw new Error("no root");
  return root;
}

/** Text of the children by name; each name once. */
export function texts({ children }: Xml): Readonly<Record<string, string>> {
  return Object.fromEntries(children.map(({ name, text }) => [name, text]));
}
