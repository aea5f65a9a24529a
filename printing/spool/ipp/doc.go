// Package ipp writes and reads the messages of the Internet Printing Protocol
// (RFC 8010), with limits: what a server sends is foreign bytes.
package ipp
