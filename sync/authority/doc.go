// Package authority speaks with the authorities of certificates and of time:
// time stamps (RFC 3161), revocation lists, OCSP (RFC 6960) and the certificates
// above one. It asks, within limits of time and size; what it brings is judged
// by local/sign.
package authority
