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

test.each(["Bearer XYZ-of-the-vendors", '"XYZ-of-the-vendors"', "TOKEN=XYZ-of-the-vendors", "XYZ-of-the-vendors=="])(
  "of %s every part is gone by itself, in every form",
  (value) => {
    const scrubber = createScrubber();
    scrubber.register(new Secret(value));
    const part = "XYZ-of-the-vendors";
    for (const form of [part, Buffer.from(part).toString("base64"), encodeURIComponent(part)])
      expect(scrubber.scrub(`the token ${form} is unknown`)).toBe("the token [redacted] is unknown");
    expect(scrubber.scrub("Bearer realm")).toBe("Bearer realm");
  },
);

test("a secret is gone also from forms, with small letters behind %, and from names of fields", () => {
  const scrubber = createScrubber();
  scrubber.register(new Secret("a b/c*d~e!f+g"));
  const form = new URLSearchParams({ v: "a b/c*d~e!f+g" }).toString().slice(2);
  for (const text of [form, form.toLowerCase(), encodeURIComponent("a b/c*d~e!f+g").toLowerCase()])
    expect(scrubber.scrub(`x ${text} y`)).toBe("x [redacted] y");
  expect(scrubber.scrubValue({ errors: { "a b/c*d~e!f+g": ["unknown"] } })).toEqual({
    errors: { "[redacted]": ["unknown"] },
  });
});

test("a registered secret is gone where every byte of it is written as a number", () => {
  const scrubber = createScrubber();
  scrubber.register(new Secret("SuperSecretTok-AbC+/xyz"));
  const hex = Buffer.from("SuperSecretTok-AbC+/xyz").toString("hex");
  const percent = hex.replace(/../g, "%$&");
  for (const form of [hex, hex.toUpperCase(), percent, percent.toUpperCase()])
    expect(scrubber.scrub(`<${form}>`)).toBe("<[redacted]>");
});
