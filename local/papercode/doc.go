// Package papercode makes a paper prove itself: it signs the lines of a mark,
// so that whoever reads its QR code (mã QR) later can check them against the
// station's key (khóa ký mã QR) with no network. It touches no file.
//
// The text of a code is the lines of the mark and one more:
//
//   - The signed bytes are the lines joined by "\n", in UTF-8, NFC.
//   - The last line is a COSE_Sign1 (RFC 9052), tagged, its payload detached,
//     written in base45 (RFC 9285). The protected header holds the algorithm
//     (EdDSA or ES256) and the key id, the unprotected one nothing: 84 bytes,
//     126 characters, the first 12 of which never change but for the algorithm.
//   - The key id is the first 8 bytes of the SHA-256 of the public key as a
//     SubjectPublicKeyInfo in DER, in text 16 lower-case hexadecimal digits.
//
// There is one way to write each signature. Anything else is refused, so that
// no character can be changed and the code still pass.
package papercode
