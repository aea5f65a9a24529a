// Package copyingtest holds what every target of copies must keep to, and a target that
// fails as disks and lines do.
package copyingtest
