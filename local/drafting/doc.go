// Package drafting sets the draft of a document (bản dự thảo) as a text document that people go on
// with in their word processor, in the form that Nghị định 30/2020, Phụ lục III has for its type and
// with the layout of Phụ lục I; and the slip by which a document that came in is dealt with (Phụ lục
// IV, Phiếu giải quyết văn bản đến). What is not known is left as dots, to be written by hand. It
// knows no records.
package drafting
