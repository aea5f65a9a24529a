package sign

import (
	"fmt"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// pairToDER writes r and s, as tokens and Windows give them, in DER.
func pairToDER(pair []byte) ([]byte, error) {
	if len(pair) == 0 || len(pair)%2 != 0 {
		return nil, TokenFailed.Because(fmt.Errorf("an ECDSA signature of %d bytes", len(pair)))
	}
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1BigInt(new(big.Int).SetBytes(pair[:len(pair)/2]))
		b.AddASN1BigInt(new(big.Int).SetBytes(pair[len(pair)/2:]))
	})
	return b.Bytes()
}
