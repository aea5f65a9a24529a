// Package mailing is mail about meetings as it is written and as it came (thư điện tử về cuộc họp):
// what a letter is that is to be sent, what became of it for each of those whom it is for, and what
// is read of one that came. It knows no server: sync/post carries what it holds.
//
// Mail that came is anybody's. Who sent it is what it says, and no proof. Sizes, levels and counts are
// bounded; what could not be read is named.
package mailing
