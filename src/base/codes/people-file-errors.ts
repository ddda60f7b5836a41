import type { ErrorEntry } from "./entries.js";

/** What is wrong with the CSV file of `--people`. */
export const PEOPLE_FILE_ERRORS = {
  "people-csv-bad-active": {
    exit: "usage",
    means: "the column that says whether a user is active has an unknown value",
    fix: ["Correct the value, or rename the column; see [people-files.md](people-files.md)."],
  },
  "people-csv-broken-quote": {
    exit: "usage",
    means: "a quotation mark is not closed or is in the wrong place",
    fix: ["Correct the line."],
  },
  "people-csv-duplicate-column": {
    exit: "usage",
    means: "two columns have the same name",
    fix: ["Keep one of them."],
  },
  "people-csv-duplicate-user": {
    exit: "usage",
    means: "two lines have the same `userName`",
    fix: ["Keep one of the lines."],
  },
  "people-csv-empty": {
    exit: "usage",
    means: "the file is empty",
    fix: ["Write a header and one line for each user."],
  },
  "people-csv-empty-user-name": {
    exit: "usage",
    means: "a line has no `userName`",
    fix: ["Fill it in."],
  },
  "people-csv-json": {
    exit: "usage",
    means: "the file is JSON",
    fix: ["Export the users as CSV."],
  },
  "people-csv-no-people": {
    exit: "usage",
    means: "the file has a header but no users",
    fix: ["Add a line for each user."],
  },
  "people-csv-no-user-name": {
    exit: "usage",
    means: "no column is known to contain the sign-in names",
    fix: ["Name the column `userName`, or use another name that [people-files.md](people-files.md) lists."],
  },
  "people-csv-not-text": {
    exit: "usage",
    means: "the file contains control characters, so its encoding is unknown",
    fix: ["Save the file as UTF-8."],
  },
  "people-csv-record-too-long": {
    exit: "usage",
    means: "a record of the file is longer than 1 MB",
    fix: ["Write each user on a separate line, and close every double quote."],
  },
  "people-csv-web-page": {
    exit: "usage",
    means: "the file is a web page or XML",
    fix: ["Download the file again, or export the users as CSV."],
  },
  "people-csv-workbook": {
    exit: "usage",
    means: "the file is an Excel workbook",
    fix: ["Save it as CSV UTF-8."],
  },
  "people-csv-wrong-field-count": {
    exit: "usage",
    means: "a line has more or fewer values than the header",
    fix: ["Correct the line."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
