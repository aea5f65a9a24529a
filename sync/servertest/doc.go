// Package servertest runs the servers of others on the loopback for tests: OpenSSH and an S3 server
// for copies, servers of calendars, and one that takes mail. What they do is on a line of its own
// that can be cut at any byte.
package servertest
