import { lstatSync, readlinkSync, realpathSync, statSync, type Stats } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/**
 * What a path leads to, through symbolic links. `descriptor` is a way to name what this process has open already, as
 * /dev/stdout or /dev/fd/3 (Linux: proc(5), /proc/pid/fd).
 */
export type FileKind = "absent" | "file" | "folder" | "device" | "pipe" | "descriptor";

/**
 * Finds out what a path leads to, without opening it.
 *
 * @throws the file system's error where that cannot be found out
 */
export function fileKind(path: string): FileKind {
  if (descriptorOf(path) !== undefined) return pipeOr(path, "descriptor");
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? "absent" : kindOf(stats);
}

/** What an open file is. */
export function kindOf(stats: Stats): FileKind {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "folder";
  return stats.isFIFO() || stats.isSocket() ? "pipe" : "device";
}

/** The number of the open file that a path names, as 1 for /dev/stdout; undefined for a path of the file system. */
export function descriptorOf(path: string): number | undefined {
  const place = followed(path, ({ folder, name }) => isDescriptors(folder) && /^\d+$/.test(name));
  return place === undefined ? undefined : Number(basename(place));
}

/** The path that is written when this one is: the end of its symbolic links, also where nothing is there yet. */
export function endOfLinks(path: string): string {
  return followed(path, ({ isLink }) => !isLink) ?? path;
}

const STICKY = 0o1000;
const BY_ALL = 0o002;

/**
 * Why what is written to this path could end up in a file that somebody else chose: a link of another user's on the way, or a
 * folder in which everybody may put one file in another's place. Windows tells neither.
 *
 * @param uid - who writes; this process when absent
 */
export function strangersPlace(path: string, uid = process.getuid?.()): string | undefined {
  if (uid === undefined || descriptorOf(path) !== undefined) return undefined;
  let problem: string | undefined;
  followed(path, ({ folder, name, isLink }) => {
    const { mode } = statSync(folder);
    const owner = isLink ? lstatSync(join(folder, name)).uid : uid;
    if ((mode & BY_ALL) !== 0 && (mode & STICKY) === 0) problem ??= `everybody may write to its folder ${folder}`;
    if (owner !== uid && owner !== 0) problem ??= `${join(folder, name)} is a link of another user's`;
    return problem !== undefined || !isLink;
  });
  return problem;
}

/** Longer than any chain of links that a system follows (Linux: path_resolution(7)). */
const MOST_LINKS = 40;

interface FileLocation {
  /** With all links of it followed. */
  readonly folder: string;
  readonly name: string;
  readonly isLink: boolean;
}

/** Follows links one by one to the first place that fits. */
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

/** A pipe is a pipe, however it is named; so is a terminal a device. */
function pipeOr(path: string, other: FileKind): FileKind {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return "absent";
  const kind = kindOf(stats);
  return kind === "file" ? other : kind;
}
