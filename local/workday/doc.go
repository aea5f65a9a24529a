// Package workday knows when an office works, and when a term ends (ngày làm việc, thời hạn).
//
// Days off, days of the weekend that are worked instead, and hours are data, laid one over the
// other: what the program brings, and what an office adds. Of a year whose days off are not known
// the working days of the week are counted, and each deadline that touches it says so.
//
// A term of days begins on the day after, and ends with its last day (Bộ luật Dân sự 2015, Điều
// 147–148). A term of hours begins at once. All moments are those of Việt Nam.
package workday
