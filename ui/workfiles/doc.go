// Package workfiles is the place "Hồ sơ công việc": the work files of a year, what lies in each, and
// what becomes of it (Nghị định 30/2020, Điều 28–31). Nothing is decided here: the station does what
// "tramctl file" does.
package workfiles
