// Package audit is "Nhật ký": who did what to which record, when, from which station,
// and what it was before. It filters, exports, and records that a person went through
// it.
//
// Deeds are read in pages while the list is scrolled, so that a journal of years opens
// at once.
package audit
