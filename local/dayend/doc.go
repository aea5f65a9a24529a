// Package dayend closes a day of the office (khóa sổ cuối ngày): it counts what the
// journal tells of the day, sets it on a sheet of paper with the head of the journal, and
// reads the code on such a sheet back.
//
// The rules:
//   - A day is the office's day (+07:00). What is counted is the entries of the station's
//     own journal up to the head that is printed, each of them in one kind of record; what
//     is owed whatever the day is said apart, and what could not be counted is said.
//   - The words of a record stand on the sheet once it is finished, and never before: until
//     then they may have to go (Điều 6.1), and paper cannot be wiped.
//   - The code on each page holds the head and the figures, signed by the station's key, so
//     that neither can be changed on the paper alone.
//   - A sheet never changes. It is signed in ink and kept: an anchor of the journal that no
//     program can rewrite.
package dayend
