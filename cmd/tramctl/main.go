// Command tramctl is the same office from a terminal, with no display and no
// cgo: what scripts, servers and tests use.
package main

func main() {}
