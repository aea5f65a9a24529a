// Package servertest runs the servers of others on the loopback for tests of copies: OpenSSH,
// and an S3 server. What it does is on a line of its own that can be cut at any byte.
package servertest
