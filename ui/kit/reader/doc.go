// Package reader is a part of the kit in which a document is read: all pages
// one below the other at any size, a column of small ones, a search, places
// that are marked, and what is known of its signatures and attachments.
//
// It shows a Book and tells what the clerk does; it keeps no more pictures than
// the eye needs.
package reader
