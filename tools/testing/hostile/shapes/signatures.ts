import { filled } from "../http-request.ts";
import type { HostileShape } from "../shape.ts";
import { acs, v1, type Call } from "../signing.ts";
import type { HostileWorld } from "../world.ts";

/** What a form may measure, with room for the parameters of a scheme. */
const room = 261_500;

type Parameters = Readonly<Record<string, string>>;

const listing = ({ root: key }: HostileWorld, parameters: Parameters, more: Partial<Call> = {}): Call => ({
  key,
  action: "ListKeys",
  parameters,
  ...more,
});
/** So many parameters, with their share of the room. */
const many = (count: number, name: (index: number) => string, value = "a", space = room): Parameters =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const own = name(index);
      const length = Math.floor(space / count) - encodeURIComponent(own).length - 2;
      return [own, value === "" ? "" : filled(Math.max(0, length), value)];
    }),
  );
const plain: Parameters = { a: filled(room, "a") };
/** Names that differ at their ends only, and whose order is not that of UTF-16. */
const alike = (index: number) =>
  `${"é".repeat(30)}${index % 2 === 0 ? "\u{1f600}" : "\uff21"}${String(index)}`;
/** What makes a right signature a wrong one. */
const wrong = { unsigned: "&b=1" };

/** Requests that are hostile by what has to be signed, signed by a known key: rightly, and wrongly. */
export const signatureShapes: readonly HostileShape[] = [
  { name: "V1 over one long value", outcome: "OK", make: (world) => v1(listing(world, plain)) },
  {
    name: "V1 over a value of letters that are encoded",
    outcome: "OK",
    make: (world) => v1(listing(world, { a: filled(Math.floor(room / 6), "é") })),
  },
  {
    name: "V1 over a value of marks that are encoded",
    outcome: "OK",
    make: (world) => v1(listing(world, { a: filled(Math.floor(room / 3), "!*'()") })),
  },
  {
    name: "V1 over 900 parameters",
    outcome: "OK",
    make: (world) =>
      v1(
        listing(
          world,
          many(900, (index) => `p${String(index)}`, "a"),
        ),
      ),
  },
  {
    name: "V1 over 900 parameters with long names that are alike",
    outcome: "OK",
    make: (world) => v1(listing(world, many(900, alike, "a"))),
  },
  {
    name: "ACS3 over one long value",
    outcome: "OK",
    make: (world) => acs("ACS3", listing(world, { a: filled(room - 2_000, "a") })),
  },
  {
    name: "ACS3 over a query of marks that are encoded",
    outcome: "OK",
    make: (world) =>
      acs("ACS3", listing(world, { a: filled(Math.floor((room - 4_000) / 3), "!*'()") }), "query"),
  },
  {
    name: "ACS3 over a body that is no form",
    outcome: "OK",
    make: (world) => acs("ACS3", listing(world, {}), { body: filled(262_144, '{"a":') }),
  },
  {
    name: "ACS3 over 80 headers",
    outcome: "OK",
    make: (world) =>
      acs(
        "ACS3",
        listing(world, {}, { headers: many(80, (index) => `x-acs-${String(index)}`, "a", 250_000) }),
      ),
  },
  {
    name: "ACS3 over a header of commas",
    outcome: "OK",
    make: (world) => acs("ACS3", listing(world, {}, { headers: { "x-acs-a": filled(250_000, ",") } })),
  },
  {
    name: "ACS4 over 900 empty parameters with long names",
    outcome: "OK",
    make: (world) =>
      acs(
        "ACS4",
        listing(
          world,
          many(900, (index) => filled(270, "a") + String(index), ""),
        ),
        "query",
      ),
  },
  {
    name: "a wrong V1 over one long value",
    outcome: "SignatureDoesNotMatch",
    make: (world) => v1(listing(world, plain, wrong)),
  },
  {
    name: "a wrong V1 over one long value, answered in XML",
    outcome: "SignatureDoesNotMatch",
    make: (world) => v1(listing(world, { ...plain, Format: "XML" }, wrong)),
  },
  {
    name: "a wrong V1 over a value of marks that are encoded",
    outcome: "SignatureDoesNotMatch",
    make: (world) => v1(listing(world, { a: filled(Math.floor(room / 3), "!*'()") }, wrong)),
  },
  {
    name: "a wrong V1 over 900 parameters",
    outcome: "SignatureDoesNotMatch",
    make: (world) =>
      v1(
        listing(
          world,
          many(900, (index) => `p${String(index)}`),
          wrong,
        ),
      ),
  },
  {
    name: "a wrong V1 over 900 parts of a list",
    outcome: "SignatureDoesNotMatch",
    make: (world) =>
      v1(
        listing(
          world,
          many(900, (index) => `a.${String(index)}`),
          wrong,
        ),
      ),
  },
  {
    name: "a wrong V1 over 900 parts of a secret map",
    outcome: "SignatureDoesNotMatch",
    make: (world) =>
      v1({
        ...listing(
          world,
          many(900, (index) => `EncryptionContext.${String(index)}`),
          wrong,
        ),
        action: "Encrypt",
      }),
  },
  {
    name: "a wrong V1 over 900 short parameters and a long one",
    outcome: "SignatureDoesNotMatch",
    make: (world) =>
      v1(
        listing(
          world,
          { ...many(900, (index) => `p${String(index)}`, "a", 10_000), z: filled(240_000, "a") },
          wrong,
        ),
      ),
  },
  {
    name: "a wrong ACS3 with a content-type of blanks",
    outcome: "SignatureDoesNotMatch",
    make: (world) =>
      acs(
        "ACS3",
        listing(world, {}, { headers: { "content-type": `a${filled(250_000, " ")}a` }, unsigned: "?b=1" }),
        { body: "{}" },
      ),
  },
  {
    name: "a wrong ACS3 over a body that is no form",
    outcome: "SignatureDoesNotMatch",
    make: (world) =>
      acs("ACS3", listing(world, {}, { unsigned: "?b=1" }), { body: filled(262_144, '{"a":') }),
  },
  {
    name: "a wrong ACS3 over 80 headers",
    outcome: "SignatureDoesNotMatch",
    make: (world) =>
      acs(
        "ACS3",
        listing(
          world,
          {},
          {
            headers: many(80, (index) => `x-acs-${String(index)}`, "a", 250_000),
            unsigned: "?b=1",
          },
        ),
      ),
  },
  {
    name: "a wrong V1 with the client's text, of line feeds",
    outcome: "SignatureDoesNotMatch",
    make: (world) => v1(listing(world, plain, { ...wrong, headers: clientText("\n") })),
  },
  {
    name: "a wrong V1 with the client's text, of ampersands",
    outcome: "SignatureDoesNotMatch",
    make: (world) => v1(listing(world, plain, { ...wrong, headers: clientText("&a") })),
  },
  {
    name: "a wrong V1 whose signature is of blanks",
    outcome: "SignatureDoesNotMatch",
    make: (world) => v1(listing(world, { Signature: filled(Math.floor(room / 3) - 100, " ") })),
  },
];

function clientText(unit: string): Readonly<Record<string, string>> {
  const text = Buffer.from(filled(49_000, unit), "latin1").toString("base64");
  return { "x-keyferry-string-to-sign": text, "x-other": filled(180_000, "a") };
}
