import { lstatSync, readlinkSync, realpathSync, statSync, type Stats } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/**
 * What a path leads to, through symbolic links. `descriptor` is a path to a file that this process already has open, such as
 * /dev/stdout or /dev/fd/3 (Linux: proc(5), /proc/pid/fd).
 */
export type FileKind = "absent" | "file" | "folder" | "device" | "pipe" | "descriptor";

/**
 * Finds out what a path leads to, without opening it.
 *
 * @throws the file system's error when it cannot find out
 */
export function fileKind(path: string): FileKind {
  if (descriptorOf(path) !== undefined) return pipeOr(path, "descriptor");
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? "absent" : kindOf(stats);
}

/** The kind of an open file. */
export function kindOf(stats: Stats): FileKind {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "folder";
  return stats.isFIFO() || stats.isSocket() ? "pipe" : "device";
}

/** The number of the open file that a path names, for example 1 for /dev/stdout; undefined for any other path. */
export function descriptorOf(path: string): number | undefined {
  const place = followed(path, ({ folder, name }) => isDescriptors(folder) && /^\d+$/.test(name));
  return place === undefined ? undefined : Number(basename(place));
}

/** The path that a write to this one goes to: the end of its symbolic links, even where no file exists yet. */
export function endOfLinks(path: string): string {
  return followed(path, ({ isLink }) => !isLink) ?? path;
}

const STICKY = 0o1000;
const BY_ALL = 0o002;

/**
 * Why a write to this path could go to a file that another user chose: a symbolic link of another user, or a folder in which all
 * users can replace files. Windows shows neither.
 *
 * @param uid - the user who writes; that of this process when absent
 */
export function strangersPlace(path: string, uid = process.getuid?.()): string | undefined {
  if (uid === undefined || descriptorOf(path) !== undefined) return undefined;
  let problem: string | undefined;
  followed(path, ({ folder, name, isLink }) => {
    const { mode } = statSync(folder);
    const owner = isLink ? lstatSync(join(folder, name)).uid : uid;
    if ((mode & BY_ALL) !== 0 && (mode & STICKY) === 0) problem ??= `all users can write to its folder ${folder}`;
    if (owner !== uid && owner !== 0) problem ??= `${join(folder, name)} is a symbolic link of another user`;
    return problem !== undefined || !isLink;
  });
  return problem;
}

/** Longer than any chain of links that an operating system follows (Linux: path_resolution(7)). */
const MOST_LINKS = 40;

interface FileLocation {
  /** With all its links resolved. */
  readonly folder: string;
  readonly name: string;
  readonly isLink: boolean;
}

/** Follows links one by one to the first place that matches. */
function followed(path: string, fits: (place: FileLocation) => boolean): string | undefined {
  let at = resolve(path);
  for (let links = 0; links < MOST_LINKS; links += 1) {
    const place = placeOf(at);
    if (place === undefined) return undefined;
    if (fits(place)) return join(place.folder, place.name);
    if (!place.isLink) return undefined;
    at = resolve(place.folder, readlinkSync(at));
  }
  return undefined;
}

function placeOf(path: string): FileLocation | undefined {
  try {
    const folder = realpathSync(dirname(path));
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    return { folder, name: basename(path), isLink };
  } catch {
    return undefined;
  }
}

function isDescriptors(folder: string): boolean {
  return folder === "/dev/fd" || new RegExp(`^/proc/${String(process.pid)}(/task/\\d+)?/fd$`).test(folder);
}

/** A pipe or a terminal keeps its kind under any name. */
function pipeOr(path: string, other: FileKind): FileKind {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return "absent";
  const kind = kindOf(stats);
  return kind === "file" ? other : kind;
}
