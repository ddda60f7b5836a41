import {
  chmodSync,
  closeSync,
  constants,
  lchownSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makePipe } from "../support/named-pipe.js";
import { ownDevice } from "../support/own-device.js";
import { strangersPlace } from "../../src/base/file-kind.js";
import { openLineFile, writePrivateFile } from "../../src/base/private-file.js";

test("lines are there as soon as they are appended, and only the owner can read them, also in a file that was open to others", () => {
  const path = join(mkdtempSync(join(tmpdir(), "total-setup-")), "deep", "file.jsonl");
  const first = openLineFile(path, "append");
  first.append("one");
  expect(readFileSync(path, "utf8")).toBe("one\n");
  first.close();
  chmodSync(path, 0o644);
  const second = openLineFile(path, "append");
  second.append("two");
  second.close();
  expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("replacing begins anew", () => {
  const path = join(mkdtempSync(join(tmpdir(), "total-setup-")), "file.jsonl");
  writeFileSync(path, "old\n");
  const file = openLineFile(path, "replace");
  file.append("new");
  file.close();
  expect(readFileSync(path, "utf8")).toBe("new\n");
});

test("where no folder can be made, opening fails at once instead of trying for ever", () => {
  const file = join(mkdtempSync(join(tmpdir(), "total-setup-")), "file.txt");
  writeFileSync(file, "");
  for (const place of [join(file, "below", "a.jsonl"), "/proc/nowhere/a.jsonl"])
    expect(() => openLineFile(place, "append")).toThrow();
});

const folderOf = (): string => mkdtempSync(join(tmpdir(), "total-setup-"));

const WRITERS = [
  [
    "line by line",
    (path: string) => {
      openLineFile(path, "replace").append("new");
    },
  ],
  [
    "as a whole",
    (path: string) => {
      writePrivateFile(path, "new\n");
    },
  ],
] as const;

describe.each(WRITERS)("what is no file, written %s", (_name, write) => {
  test("a device keeps its mode and stays a device, through a link too", () => {
    const folder = folderOf();
    const device = ownDevice(folder, "null");
    const before = lstatSync(device);
    symlinkSync(device, join(folder, "link"));
    for (const path of [device, join(folder, "link")]) {
      write(path);
      const { mode, ino } = lstatSync(device);
      expect([mode, ino]).toEqual([before.mode, before.ino]);
    }
    expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
  });

  test("a pipe is refused at once, and stays as it was", () => {
    const folder = folderOf();
    const pipe = join(folder, "pipe");
    makePipe(pipe);
    symlinkSync(pipe, join(folder, "link"));
    for (const path of [pipe, join(folder, "link")])
      expect(() => {
        write(path);
      }).toThrow("it is a pipe");
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    expect(statSync(pipe).mode & 0o777).toBe(0o644);
  });

  test("a folder is refused, and nothing is left beside it", () => {
    const folder = folderOf();
    expect(() => {
      write(folder);
    }).toThrow("it is a folder");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("through a link the file at its end is written, also when there is none yet", () => {
    const folder = folderOf();
    for (const name of ["there", "absent"]) symlinkSync(join(folder, `${name}.txt`), join(folder, name));
    writeFileSync(join(folder, "there.txt"), "old");
    for (const name of ["there", "absent"]) {
      write(join(folder, name));
      expect(readFileSync(join(folder, `${name}.txt`), "utf8")).toBe("new\n");
      expect(lstatSync(join(folder, name)).isSymbolicLink()).toBe(true);
    }
  });

  test("what is open already is written to where it stands", () => {
    const file = join(folderOf(), "file.txt");
    writeFileSync(file, "before\n");
    const descriptor = openSync(file, constants.O_WRONLY | constants.O_APPEND);
    const before = statSync(file);
    write(`/dev/fd/${String(descriptor)}`);
    closeSync(descriptor);
    expect(readFileSync(file, "utf8")).toBe("before\nnew\n");
    expect([statSync(file).mode, statSync(file).ino]).toEqual([before.mode, before.ino]);
  });

  test("a full device says so", () => {
    expect(() => {
      write(ownDevice(folderOf(), "full"));
    }).toThrow(expect.objectContaining({ code: "ENOSPC" }));
  });
});

test("room that is kept is used by the next lines, and given back", () => {
  const path = join(folderOf(), "file.jsonl");
  const file = openLineFile(path, "append");
  file.append("begin", 100);
  expect(statSync(path).size).toBe(106);
  file.append("between");
  expect(statSync(path).size).toBe(106);
  file.append("end", 0);
  expect(readFileSync(path, "utf8")).toBe("begin\nbetween\nend\n");
});

test("room that a crash left is no text: the next line comes behind the last one", () => {
  const path = join(folderOf(), "file.jsonl");
  openLineFile(path, "append").append("begin", 100);
  openLineFile(path, "append").append("next");
  expect(readFileSync(path, "utf8")).toBe("begin\nnext\n");
});

describe("what another user may have put there", () => {
  const folder = (): string => mkdtempSync(join(tmpdir(), "total-setup-"));

  test("is not written where everybody may put one file in another's place", () => {
    const open = folder();
    chmodSync(open, 0o777);
    const path = join(open, "plan.json");
    expect(() => {
      writePrivateFile(path, "secret");
    }).toThrow("all users can write to its folder");
    expect(() => openLineFile(path, "replace")).toThrow("all users can write to its folder");
    expect(readdirSync(open)).toEqual([]);
    // As in /tmp: others can add files there, and replace none.
    chmodSync(open, 0o1777);
    writePrivateFile(path, "text");
    expect(readFileSync(path, "utf8")).toBe("text");
  });

  test("is a link of theirs, and not followed; one's own and the system's are", () => {
    const place = folder();
    const [precious, link] = [join(place, "precious"), join(place, "link")];
    writeFileSync(precious, "precious");
    symlinkSync(precious, link);
    const own = lstatSync(link).uid;
    expect(strangersPlace(link, own)).toBeUndefined();
    expect(strangersPlace(precious, own + 1)).toBeUndefined();
    expect(strangersPlace(link, own + 1)).toBe(own === 0 ? undefined : `${link} is a symbolic link of another user`);
    lchownSync(link, own === 0 ? 65_534 : own, lstatSync(link).gid);
    expect(strangersPlace(link, own)).toBe(own === 0 ? `${link} is a symbolic link of another user` : undefined);
  });
});
