// Package records is "Hồ sơ đã chuyển đổi": it finds what was converted as the
// clerk types, shows a record beside its pages, and exports and proves it.
package records
