// Package lunar tells the lunar days of Vietnam (âm lịch): those of a moon and a sun that are looked
// at from +07:00, and not from Beijing, so that Tết of 2007 and of 2030 are a day earlier here than
// there.
//
// A month begins on the day of a new moon, the month of the winter solstice is the eleventh, and of
// thirteen months between two of them the first in which the sun enters no sign is a leap month
// (tháng nhuận). New moons follow the series of Jean Meeus, Astronomical Algorithms, chapter 49,
// good to some seconds, and the sun that of chapter 25.
//
// What falls close to midnight depends on how fast the earth will turn, which nobody can know: by the
// tables that the test compares with the new moon of 08/05/2054 is at 00:00:14, that of 15/11/2077 at
// 23:59:34 and that of 18/10/2085 at 23:59:15. Those months may turn out to begin on the day beside:
// that of 2077 does, if the earth goes on as it did since 2000. No term of the sun that decides on a
// leap month is as close.
package lunar
