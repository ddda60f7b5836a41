import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { createScrubber } from "../../src/base/scrubber.js";
import { Secret } from "../../src/base/secret.js";

const token = fc.string({ minLength: 8, maxLength: 60, unit: "binary-ascii" });

test.prop([token, fc.string(), fc.string()])(
  "a registered secret is gone, as it is, url-encoded and JSON-escaped",
  (value, before, after) => {
    const scrubber = createScrubber();
    scrubber.register(new Secret(value));
    for (const form of [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]) {
      expect(scrubber.scrub(before + form + after)).not.toContain(form);
    }
  },
);

test.prop([token, fc.string({ maxLength: 5 })])(
  "a registered secret is gone from base64, whatever stands before it",
  (value, before) => {
    const scrubber = createScrubber();
    scrubber.register(new Secret(value));
    for (const encoding of ["base64", "base64url"] as const) {
      const encoded = Buffer.from(before + value).toString(encoding);
      const scrubbed = scrubber.scrub(encoded);
      expect(scrubbed).toContain("[redacted]");
      expect(Buffer.from(scrubbed.replace("[redacted]", ""), encoding).toString()).not.toContain(value);
    }
  },
);

test("values keep their shape, and short values are left alone", () => {
  const scrubber = createScrubber();
  scrubber.register(new Secret("long-enough-token"));
  scrubber.register(new Secret("on"));
  const value = { a: ["x long-enough-token y", 1, null], b: { on: true } };
  expect(scrubber.scrubValue(value)).toEqual({ a: ["x [redacted] y", 1, null], b: { on: true } });
  expect(scrubber.scrub("going on")).toBe("going on");
});
