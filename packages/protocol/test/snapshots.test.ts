import { everyOperation, renderAnswer, renderError, serviceError } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { answers, requestId } from "./answers.ts";

// The text files hold the answers byte for byte. A change here is a change that every client sees.
describe("on the wire", () => {
  it.each(Object.entries(answers))("the answer to %s has not changed", async (name, answer) => {
    const operation = everyOperation[name];
    if (operation === undefined) throw new Error(`there is no operation ${name}`);
    const json = renderAnswer(operation, answer(), requestId, "JSON");
    const xml = renderAnswer(operation, answer(), requestId, "XML");
    await expect(json).toMatchFileSnapshot(`snapshots/${name}.json.txt`);
    await expect(xml).toMatchFileSnapshot(`snapshots/${name}.xml.txt`);
  });

  it("an error has not changed", async () => {
    const error = serviceError("InvalidParameter", {
      parameter: "KeyId",
      reason: 'is <not> "a" key & no alias',
    });
    const ids = { requestId, hostId: "kms.cn-hangzhou.aliyuncs.com" };
    await expect(renderError(error, ids, "JSON")).toMatchFileSnapshot("snapshots/Error.json.txt");
    await expect(renderError(error, ids, "XML")).toMatchFileSnapshot("snapshots/Error.xml.txt");
  });
});
