// Package office holds the words of the commune office (cơ quan) that every
// other room speaks: documents, pages, conversions, clerks, and the sentences
// in which a failure is told. It knows no file, no database and no window.
package office
