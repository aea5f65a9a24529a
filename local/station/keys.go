package station

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"tram/local/office"
	"tram/local/people"
	"tram/local/sign"
	"tram/local/store"
)

// Keys (khóa ký) is the signing key of whoever sits here: found on a token, opened once and
// put away.
type Keys struct {
	*ground
	entrance *Entrance
	trust    *Trust

	keyMu sync.Mutex
	key   *held // opened in this session; nil: none
}

// held is the key that was opened in this session. Its secret was given once,
// and is in nobody's hands any more. It goes with the log-in that opened it.
type held struct {
	by   *people.Login
	key  sign.Key // nil: the signature service, which holds it itself
	said office.HeldKey
}

// KeyModules lists the PKCS #11 modules that are set or found at the usual
// places, the set one first.
func (s *Keys) KeyModules() []string {
	setup, err := s.store.SigningSetup(context.Background())
	if err == nil && setup.Module != "" {
		return []string{setup.Module}
	}
	return sign.ProbeModules()
}

// Tokens lists the tokens that are plugged in, with what they show without a
// PIN.
func (s *Keys) Tokens(ctx context.Context, module string) ([]office.Token, error) {
	ctx, err := s.entrance.begins(ctx, office.MaySign)
	if err != nil {
		return nil, err
	}
	found, err := sign.Tokens(ctx, module)
	if err != nil {
		return nil, err
	}
	var all []office.Token
	for _, t := range found {
		told := office.Token{
			Module: module, Slot: t.Slot, Label: t.Label, Maker: t.Maker, Model: t.Model, Serial: t.Serial,
			PINTried: t.PINTried, PINLastTry: t.PINLastTry, PINLocked: t.PINLocked, Certificates: []office.SigningCertificate{},
		}
		for _, c := range t.Certificates {
			told.Certificates = append(told.Certificates, s.read(c, nil))
		}
		all = append(all, told)
	}
	return all, nil
}

// Certificates finds those that have a key at a place, by the tokens that they lie on; those
// of the system's own store lie on one without a name. Where there are none it tells why.
func (s *Keys) Certificates(ctx context.Context, place office.KeyPlace) ([]office.Token, error) {
	if place != office.KeyInStore {
		return tokensOf(ctx, s.KeyModules(), s.Tokens)
	}
	own, err := s.OwnCertificates(ctx) //nolint:staticcheck // Windows alone has such a store
	if err == nil && len(own) == 0 {   //nolint:staticcheck // Windows alone has such a store
		err = EmptyKeyStore
	}
	if err != nil {
		return nil, err
	}
	return []office.Token{{Certificates: own}}, nil
}

// tokensOf asks every module. One that fails does not keep the tokens of another
// from being used.
func tokensOf(ctx context.Context, modules []string, ask func(context.Context, string) ([]office.Token, error)) (found []office.Token, err error) {
	if err = NoToken; len(modules) == 0 {
		err = NoKeyModule
	}
	for _, m := range modules {
		tokens, why := ask(ctx, m)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if why != nil {
			err = why
		}
		found = append(found, tokens...)
	}
	if len(found) > 0 {
		err = nil
	}
	return found, err
}

// HasOwnStore tells whether the system keeps certificates with keys for whoever is logged in.
func (s *Keys) HasOwnStore() bool { return sign.HasOwnStore }

// OwnCertificates lists those certificates.
func (s *Keys) OwnCertificates(ctx context.Context) ([]office.SigningCertificate, error) { //nolint:staticcheck // Windows alone has such a store
	ctx, err := s.entrance.begins(ctx, office.MaySign)
	if err != nil {
		return nil, err
	}
	found, err := sign.OwnCertificates(ctx)
	told := []office.SigningCertificate{}
	for _, c := range found {
		told = append(told, s.read(c, nil))
	}
	return told, err
}

// read tells of a certificate as a person reads it, and whether it may sign now.
func (s *Keys) read(c *x509.Certificate, chain []*x509.Certificate) office.SigningCertificate {
	told := sign.Describe(c)
	if f, bad := office.FailureIn(sign.Fit(c, chain, s.clock.Now())); bad {
		told.Trouble = f.Said
	}
	return told
}

// OpenKey opens a key for this session. The secret, a PIN or a password, is not
// kept; whoever typed it wipes it. A certificate that must not sign is refused
// here, before any document is touched.
func (s *Keys) OpenKey(ctx context.Context, source office.KeySource, secret []byte) (office.HeldKey, error) {
	by, err := s.entrance.Acting(ctx)
	if err != nil {
		return office.HeldKey{}, err
	}
	if ctx, err = s.entrance.begins(ctx, office.MaySign); err != nil {
		return office.HeldKey{}, err
	}
	if err := s.PutKeyAway(); err != nil {
		return office.HeldKey{}, err
	}
	k, err := s.openKey(ctx, source, secret)
	if err != nil {
		return office.HeldKey{}, err
	}
	h := held{by: by, key: k, said: office.HeldKey{Source: source, Standing: office.CertificateUnknown}}
	if k != nil {
		if h.said, err = s.stands(ctx, source, k); err != nil {
			return office.HeldKey{}, errors.Join(err, k.Close())
		}
	}
	if err := s.rememberKey(ctx, h.said.Source); err != nil {
		return office.HeldKey{}, errors.Join(err, h.close())
	}
	if err := s.hold(&h); err != nil {
		return office.HeldKey{}, err
	}
	return h.said, nil
}

func (s *Keys) openKey(ctx context.Context, source office.KeySource, secret []byte) (sign.Key, error) {
	switch source.Place {
	case office.KeyInFile:
		return sign.OpenFile(ctx, source.Path, secret)
	case office.KeyOnToken:
		return sign.OpenTokenKey(ctx, source.Path, source.Slot, secret, named(source))
	case office.KeyInStore:
		return sign.OpenOwnKey(ctx, named(source))
	case office.KeyInService:
		if s.outside.Service == nil {
			return nil, NoService
		}
		return nil, nil
	}
	return nil, NoKeyChosen
}

// named tells whether a certificate is the one that a source names, which may be any.
func named(source office.KeySource) func(*x509.Certificate) bool {
	return func(c *x509.Certificate) bool {
		return source.SHA256 == "" || office.DigestOf(c.Raw) == source.SHA256
	}
}

// stands holds a certificate against now and against what its issuer says.
func (s *Keys) stands(ctx context.Context, source office.KeySource, k sign.Key) (office.HeldKey, error) {
	c, now := k.Certificate(), s.clock.Now()
	if err := sign.Fit(c, k.Chain(), now); err != nil {
		return office.HeldKey{}, err
	}
	trust, err := s.trust.trust(ctx)
	if err != nil {
		return office.HeldKey{}, err
	}
	standing, err := sign.Standing(ctx, c, k.Chain(), trust, now)
	if err != nil {
		return office.HeldKey{}, err
	}
	source.SHA256 = office.DigestOf(c.Raw)
	return office.HeldKey{Source: source, Certificate: s.read(c, k.Chain()), Standing: standing, Note: whichKey(k)}, nil
}

// whichKey tells which key of a file with several was taken; empty: it has one.
func whichKey(k sign.Key) string {
	passed := sign.PassedOver(k)
	if len(passed) == 0 {
		return ""
	}
	var others []string
	for _, c := range passed {
		others = append(others, sign.Describe(c).Subject)
	}
	return fmt.Sprintf("Tệp có %d khóa. Đang dùng khóa để ký của %s; không dùng: %s.", len(passed)+1, sign.Describe(k.Certificate()).Subject, strings.Join(others, ", "))
}

// rememberKey keeps where the key lies, so that it is offered first next time.
func (s *Keys) rememberKey(ctx context.Context, source office.KeySource) error {
	setup, err := s.store.SigningSetup(ctx)
	if err != nil {
		return err
	}
	if source.Place == office.KeyInFile {
		if path, err := filepath.Abs(source.Path); err == nil {
			source.Path = path
		}
	}
	if setup.LastKey == source {
		return nil
	}
	setup.LastKey = source
	_, err = s.store.SaveSigningSetup(ctx, store.Act{Actor: account(), Step: "choose-key"}, setup)
	return err
}

// HeldKey is the key that is open.
func (s *Keys) HeldKey() (office.HeldKey, bool) {
	h, err := s.heldKey()
	if err != nil {
		return office.HeldKey{}, false
	}
	return h.said, true
}

func (s *Keys) heldKey() (held, error) {
	s.keyMu.Lock()
	defer s.keyMu.Unlock()
	if s.key == nil || s.key.by.Context().Err() != nil {
		return held{}, NoKeyChosen
	}
	return *s.key, nil
}

// PutKeyAway closes the key that is open: the next signature asks for the PIN
// again.
func (s *Keys) PutKeyAway() error {
	return s.swap(nil).close()
}

// CertifyStationKey has the signing key that is open vouch for this station's
// key.
func (s *Keys) CertifyStationKey(ctx context.Context) (office.StationKey, error) {
	ctx, err := s.entrance.begins(ctx, office.MaySign)
	if err != nil {
		return office.StationKey{}, err
	}
	h, err := s.heldKey()
	if err != nil {
		return office.StationKey{}, err
	}
	if h.key == nil {
		return office.StationKey{}, NoService
	}
	_, said, err := s.trust.stationKey(ctx)
	if err != nil {
		return said, err
	}
	b, err := statementBytes(said)
	if err != nil {
		return said, err
	}
	digest := sha256.Sum256(b)
	if said.Certification, err = sign.CMS(ctx, digest[:], h.key, s.clock.Now(), nil); err != nil {
		return said, err
	}
	said.CertifiedBy = h.said.Certificate.Subject
	return s.store.SaveStationKey(ctx, store.Act{Actor: account(), Step: "certify-key"}, said)
}
