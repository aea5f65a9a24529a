// Package wholetest brings about what a disk does to an office on a bad day, so
// that every room that writes can be tested against the real thing: a disk that
// is full, a folder without permission, a process that is killed.
package wholetest
