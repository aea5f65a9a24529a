// Package s3 keeps copies in a bucket of an S3 server (ngăn chứa trên máy chủ S3).
//
// An object is sent in one request that names its size and its hashes, on the condition that
// nothing has its name (If-None-Match: *): the server takes all of it or nothing. Whether it
// heeds that condition is tried before the first object: one that does not is refused, for
// two programs would write over each other. In a bucket that keeps versions all of them are
// removed, and what its lock or the rights of the account keep is told as kept.
package s3
