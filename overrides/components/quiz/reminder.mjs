// A reminder that calendars take in: iCalendar (RFC 5545), an event of one day that rings in the morning.

/** @typedef {{ id: string, by: string, title: string, about: string, link: string, now: Date, days: number }} Reminder */

const OCTETS = 75; // a line has so many at most; a longer one goes on in the next, after a blank

/** @type {(words: string) => string} */
const text = (words) => words.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** @type {(moment: Date) => string} */
const stamp = (moment) => moment.toISOString().replace(/[-:]|\.\d+/g, "");

// The day by the reader's own clock.
/** @type {(moment: Date) => string} */
const dayOf = (moment) => stamp(new Date(moment.getTime() - moment.getTimezoneOffset() * 60000)).slice(0, 8);

/** @type {(line: string) => string} */
const fold = (line) => {
  const encoder = new TextEncoder();
  let folded = "", octets = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > OCTETS) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += letter;
    octets += size;
  }
  return folded;
};

/**
 * Returns the file of a reminder.
 * @param {Reminder} reminder
 * @returns {string}
 */
export const calendarOf = ({ id, by, title, about, link, now, days }) => {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  return [
    "BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${by}//Quiz//EN`,
    "BEGIN:VEVENT", `UID:${id}-${stamp(now)}`, `DTSTAMP:${stamp(now)}`, `DTSTART;VALUE=DATE:${dayOf(day)}`, "TRANSP:TRANSPARENT",
    `SUMMARY:${text(title)}`, `DESCRIPTION:${text(`${about} ${link}`)}`, `URL:${link}`,
    "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT9H", `DESCRIPTION:${text(title)}`, "END:VALARM",
    "END:VEVENT", "END:VCALENDAR", "",
  ].map(fold).join("\r\n");
};
