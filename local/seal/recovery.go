package seal

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"strings"
	"unicode"
)

// The recovery key is four rows of four groups of four signs. Each row holds
// 8 of the 32 bytes of the key and 2 bytes of checksum over them and over the
// number of the row, so that a clerk who mistypes is told in which row, and
// two rows in the wrong order do not pass.
const (
	rows        = 4
	rowBytes    = keyBytes / rows
	rowChecksum = 2
	rowSigns    = (rowBytes + rowChecksum) * 8 / 5
	groupSigns  = 4
)

// The signs are those of Crockford: digits, and letters without I, L, O, U.
const recoveryAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

var recoveryCode = base32.NewEncoding(recoveryAlphabet).WithPadding(base32.NoPadding)

// RecoveryKey is the whole secret for paper: 64 signs, groups joined by dashes,
// rows by a space. Whoever holds it opens every file of the office.
func (i *Identity) RecoveryKey() string {
	key, err := keyFrom(i.text())
	if err != nil {
		panic("seal: " + err.Error()) // the text comes from age itself
	}
	var out []string
	for n := range rows {
		part := key[n*rowBytes : (n+1)*rowBytes]
		signs := recoveryCode.EncodeToString(append(part[:rowBytes:rowBytes], checksumOfRow(n, part)...))
		var groups []string
		for g := 0; g < len(signs); g += groupSigns {
			groups = append(groups, signs[g:g+groupSigns])
		}
		out = append(out, strings.Join(groups, "-"))
	}
	return strings.Join(out, " ")
}

// FromRecoveryKey reads a key from paper, in any case, with or without spaces,
// dashes and line ends, and takes O for 0 and I or L for 1. Failures:
// RecoveryKeyLength, RecoveryKeySign, RecoveryKeyRow.
func FromRecoveryKey(s string) (*Identity, error) {
	signs, err := recoverySigns(s)
	if err != nil {
		return nil, err
	}
	var key []byte
	for n := range rows {
		row, err := recoveryCode.DecodeString(signs[n*rowSigns : (n+1)*rowSigns])
		if err != nil || string(row[rowBytes:]) != string(checksumOfRow(n, row[:rowBytes])) {
			return nil, RecoveryKeyRow.About(n + 1)
		}
		key = append(key, row[:rowBytes]...)
	}
	return fromText(textOf(key))
}

// WholeRecoveryKey tells whether no more of a key is to be typed: all its signs are
// there, right or wrong, or one that stands in no key.
func WholeRecoveryKey(s string) bool {
	_, err := recoverySigns(s)
	return err == nil || errors.Is(err, RecoveryKeySign)
}

func recoverySigns(s string) (string, error) {
	var signs strings.Builder
	for _, r := range s {
		r = unicode.ToUpper(r)
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '_' || r == '.':
			continue
		case r == 'O':
			r = '0'
		case r == 'I' || r == 'L':
			r = '1'
		case !strings.ContainsRune(recoveryAlphabet, r):
			return "", RecoveryKeySign.About(string(r))
		}
		signs.WriteRune(r)
	}
	if signs.Len() != rows*rowSigns {
		return "", RecoveryKeyLength.About(signs.Len(), rows*rowSigns)
	}
	return signs.String(), nil
}

func checksumOfRow(n int, part []byte) []byte {
	sum := sha256.Sum256(append([]byte{'t', 'r', 'a', 'm', byte(n)}, part...))
	return sum[:rowChecksum]
}
