// Package records is "Hồ sơ đã chuyển đổi": it finds what was converted as the
// clerk types, shows a record beside its pages, and exports and proves it.
//
// A search gives keys only; the rows that the list shows are read in windows,
// so that a hundred thousand records scroll like a hundred.
package records
