package documents

import "tram/local/office"

// Typed is the type of a document with what it is about, as the lists of the decree have it in one
// column.
func Typed(r office.Registered, types []office.DocumentType) string { return typed(r, types) }

// DaySaid writes a day, yyyy-mm-dd, as people do; empty: it is none.
func DaySaid(day string) string { return daySaid(day) }
