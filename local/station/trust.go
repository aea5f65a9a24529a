package station

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"path/filepath"
	"sync"

	"tram/local/office"
	"tram/local/papercode"
	"tram/local/sign"
	"tram/local/store"
	"tram/local/whole"
)

// Trust (tin cậy) is whom the station believes: roots, authorities of time, the keys by
// which stations vouch for paper, its own among them.
type Trust struct {
	*ground
	entrance *Entrance
	stampURL string // instead of the one in the setup; empty: that one

	codeMu  sync.Mutex
	codeKey *papercode.Key // of this station; nil: not asked for yet
}

// mostRootFile is the size in bytes of the largest file of certificates that is
// read.
const mostRootFile = 1 << 20

// judge tells of the signatures of a PDF, by the authorities that the office
// trusts. What the network does not tell is taken from what it told before.
func (s *Trust) judge(ctx context.Context, r io.ReaderAt, size int64) (*office.SignatureReport, error) {
	trust, err := s.trust(ctx)
	if err != nil {
		return nil, err
	}
	report, err := sign.VerifyPDF(ctx, r, size, trust, s.clock.Now())
	if errors.Is(err, sign.NothingSigned) { // nothing to tell is no error
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &report, nil
}

// trust is what judgements rest on at this station.
func (s *Trust) trust(ctx context.Context) (sign.Trust, error) {
	roots, err := s.trusted(ctx)
	if err != nil {
		return sign.Trust{}, err
	}
	return sign.Trust{Roots: roots, Cache: &sign.Cache{Dir: filepath.Join(s.home, revocationDir)}, Fetcher: s.outside.Fetcher}, nil
}

func (s *Trust) trusted(ctx context.Context) ([]*x509.Certificate, error) {
	roots, err := s.roots(ctx)
	if err != nil {
		return nil, err
	}
	var found []*x509.Certificate
	for _, r := range roots {
		c, err := x509.ParseCertificate(r.Certificate)
		if err != nil || office.DigestOf(r.Certificate) != r.SHA256 {
			return nil, RootSpoiled.About(r.Name).Because(err)
		}
		found = append(found, c)
	}
	return found, nil
}

// Roots lists the authorities that the office trusts.
func (s *Trust) Roots(ctx context.Context) ([]office.TrustedRoot, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.roots(ctx)
}

// roots are those that a judgement stands on, whoever asked for it.
func (s *Trust) roots(ctx context.Context) ([]office.TrustedRoot, error) {
	all, err := s.store.Roots(ctx)
	if err != nil {
		return nil, err
	}
	var trusted []office.TrustedRoot
	for _, r := range all {
		if !r.Removed {
			trusted = append(trusted, r)
		}
	}
	return trusted, nil
}

// AddRoots takes the certificates of authorities out of a file, PEM or DER, and
// trusts them from now on. It returns those that were not trusted before.
func (s *Trust) AddRoots(ctx context.Context, path string) ([]office.TrustedRoot, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return nil, err
	}
	b, err := readSmall(path, mostRootFile)
	if err != nil {
		return nil, err
	}
	found, err := sign.ReadRoots(b)
	if err != nil {
		return nil, err
	}
	known, err := s.store.Roots(ctx)
	if err != nil {
		return nil, err
	}
	var added []office.TrustedRoot
	for _, c := range found {
		r, isNew, err := s.addRoot(ctx, known, c)
		if err != nil {
			return added, err
		}
		if isNew {
			added = append(added, r)
		}
	}
	return added, nil
}

func (s *Trust) addRoot(ctx context.Context, known []office.TrustedRoot, c *x509.Certificate) (r office.TrustedRoot, isNew bool, err error) {
	r = office.TrustedRoot{ID: office.NewID(s.clock.Now()), SHA256: office.DigestOf(c.Raw), Certificate: c.Raw}
	for _, k := range known {
		if k.SHA256 == r.SHA256 {
			r = k
		}
	}
	if r.Version > 0 && !r.Removed {
		return r, false, nil
	}
	r.Name, r.ValidTo, r.Added, r.Removed = c.Subject.CommonName, c.NotAfter, s.clock.Now(), false
	r, err = s.store.SaveRoot(ctx, store.Act{Actor: account(), Step: "trust"}, r)
	return r, true, err
}

// RemoveRoot trusts an authority no more. Its record and its steps stay.
func (s *Trust) RemoveRoot(ctx context.Context, name string) (office.TrustedRoot, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return office.TrustedRoot{}, err
	}
	roots, err := s.roots(ctx)
	if err != nil {
		return office.TrustedRoot{}, err
	}
	for _, r := range roots {
		if string(r.ID) == name || string(r.SHA256) == name {
			r.Removed = true
			return s.store.SaveRoot(ctx, store.Act{Actor: account(), Step: "distrust"}, r)
		}
	}
	return office.TrustedRoot{}, NoSuchRoot.About(name)
}

// readSmall reads a small file whole, up to so many bytes.
func readSmall(path string, most int64) ([]byte, error) {
	f, err := whole.Open(path)
	if err != nil {
		return nil, FileUnreadable.About(filepath.Base(path)).Because(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no file")
	}
	if err != nil {
		return nil, FileUnreadable.About(filepath.Base(path)).Because(err)
	}
	b, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return nil, FileUnreadable.About(filepath.Base(path)).Because(err)
	}
	return b, nil
}

// stamper reaches the time-stamp authority that is set; nil: there is none.
func (s *Trust) stamper(ctx context.Context) (sign.Stamper, error) {
	setup, err := s.store.SigningSetup(ctx)
	if s.stampURL != "" {
		setup.StampURL = s.stampURL
	}
	if err != nil || setup.StampURL == "" || s.outside.Stamper == nil {
		return nil, err
	}
	return s.outside.Stamper(setup.StampURL), nil
}

// StampFrom takes time stamps from another server than the one that is set, as
// long as this station is open. Empty changes nothing. It is called before
// anything is signed.
func (s *Trust) StampFrom(address string) error {
	if err := webAddress(address); err != nil {
		return err
	}
	s.stampURL = address
	return nil
}
