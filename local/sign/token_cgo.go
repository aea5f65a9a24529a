//go:build cgo

package sign

import (
	"context"
	"crypto/x509"
	"errors"
	"strings"

	"github.com/miekg/pkcs11"
)

// mostObjects of one kind on a token are looked at.
const mostObjects = 64

// Tokens lists the tokens that are plugged in, with the certificates that they
// show without a PIN, and how near they are to locking.
func Tokens(ctx context.Context, path string) ([]Token, error) {
	m, err := openModule(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = m.close() }()
	var found []Token // read only when the call is over
	err = m.call(ctx, func() error {
		slots, err := m.c.GetSlotList(true)
		if err != nil {
			return err
		}
		for _, slot := range slots {
			if t, ok := m.describe(slot); ok {
				found = append(found, t)
			}
		}
		return nil
	})
	if err != nil {
		return nil, tokenFailure("listing the tokens", err)
	}
	return found, nil
}

// describe looks at one slot; a token that was pulled out meanwhile, or never
// set up, is no token.
func (m *module) describe(slot uint) (Token, bool) {
	info, err := m.c.GetTokenInfo(slot)
	if err != nil || info.Flags&pkcs11.CKF_TOKEN_INITIALIZED == 0 {
		return Token{}, false
	}
	t := Token{Slot: slot, Label: trim(info.Label), Maker: trim(info.ManufacturerID), Model: trim(info.Model), Serial: trim(info.SerialNumber),
		PINTried:   info.Flags&pkcs11.CKF_USER_PIN_COUNT_LOW != 0,
		PINLastTry: info.Flags&pkcs11.CKF_USER_PIN_FINAL_TRY != 0,
		PINLocked:  info.Flags&pkcs11.CKF_USER_PIN_LOCKED != 0}
	session, err := m.c.OpenSession(slot, pkcs11.CKF_SERIAL_SESSION)
	if err != nil {
		return t, true
	}
	defer func() { _ = m.c.CloseSession(session) }()
	held, _ := m.certificates(session)
	for _, h := range held {
		t.Certificates = append(t.Certificates, h.c)
	}
	return t, true
}

func trim(s string) string { return strings.TrimRight(s, " \x00") }

// held is a certificate on a token; its key has the same id.
type held struct {
	c  *x509.Certificate
	id []byte
}

func (m *module) certificates(session pkcs11.SessionHandle) ([]held, error) {
	objects, err := m.find(session, pkcs11.NewAttribute(pkcs11.CKA_CLASS, pkcs11.CKO_CERTIFICATE))
	if err != nil {
		return nil, err
	}
	var found []held
	for _, o := range objects {
		values, err := m.c.GetAttributeValue(session, o, []*pkcs11.Attribute{
			pkcs11.NewAttribute(pkcs11.CKA_VALUE, nil), pkcs11.NewAttribute(pkcs11.CKA_ID, nil)})
		if err != nil {
			continue
		}
		if c, err := x509.ParseCertificate(values[0].Value); err == nil {
			found = append(found, held{c, values[1].Value})
		}
	}
	return found, nil
}

func (m *module) find(session pkcs11.SessionHandle, which ...*pkcs11.Attribute) ([]pkcs11.ObjectHandle, error) {
	if err := m.c.FindObjectsInit(session, which); err != nil {
		return nil, err
	}
	objects, _, err := m.c.FindObjects(session, mostObjects)
	return objects, errors.Join(err, m.c.FindObjectsFinal(session))
}
