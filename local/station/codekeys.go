package station

import (
	"bytes"
	"context"
	"io"
	"slices"
	"time"

	"tram/local/office"
	"tram/local/papercode"
	"tram/local/sign"
	"tram/local/store"
)

// mostKeyFile is more than the room of codes takes for a key file, in bytes.
const mostKeyFile = 128 << 10

// code gives the text of a mark's QR code: its lines, and the proof that this
// station wrote them.
func (s *Trust) code(ctx context.Context, lines []string) (string, error) {
	k, _, err := s.stationKey(ctx)
	if err != nil {
		return "", err
	}
	return papercode.Sign(lines, k)
}

// stationKey is the key that signs the codes of this station. It is made when
// it is first needed; its private half lies sealed in the vault.
func (s *Trust) stationKey(ctx context.Context) (papercode.Key, office.StationKey, error) {
	s.codeMu.Lock()
	defer s.codeMu.Unlock()
	keys, err := s.store.StationKeys(ctx)
	if err != nil {
		return papercode.Key{}, office.StationKey{}, err
	}
	for _, said := range keys {
		if said.Ours && !said.Retired {
			if s.codeKey == nil {
				if s.codeKey, err = s.unsealCodeKey(said); err != nil {
					return papercode.Key{}, said, err
				}
			}
			return *s.codeKey, said, nil
		}
	}
	return s.newCodeKey(ctx)
}

func (s *Trust) unsealCodeKey(said office.StationKey) (*papercode.Key, error) {
	file, err := s.vault.Read(said.Secret)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	seed, err := io.ReadAll(io.LimitReader(file, 1<<10))
	if err != nil {
		return nil, err
	}
	defer clear(seed)
	k, err := papercode.KeyFromSeed(seed)
	if err != nil {
		return nil, KeySpoiled.About(said.Office).Because(err)
	}
	return &k, nil
}

func (s *Trust) newCodeKey(ctx context.Context) (papercode.Key, office.StationKey, error) {
	o, err := s.store.Office(ctx)
	if err != nil {
		return papercode.Key{}, office.StationKey{}, err
	}
	k, err := papercode.NewKey()
	if err != nil {
		return k, office.StationKey{}, err
	}
	public, err := k.Public()
	if err != nil {
		return k, office.StationKey{}, err
	}
	seed := k.Seed()
	defer clear(seed)
	secret, err := s.vault.Keep(seed)
	if err != nil {
		return k, office.StationKey{}, err
	}
	said := office.StationKey{KeyID: string(public.ID()), Public: public.SPKI(), Office: o.Name, OfficeCode: o.Code, Station: s.store.Station(),
		Created: s.clock.Now(), Ours: true, Secret: secret}
	said, err = s.store.SaveStationKey(ctx, actOf("cần khóa của trạm", "station-key"), said)
	if err == nil {
		s.codeKey = &k
	}
	return k, said, err
}

// StationKeys lists the keys by which codes on paper are checked, ours first.
func (s *Trust) StationKeys(ctx context.Context) ([]office.StationKey, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	all, err := s.store.StationKeys(ctx)
	slices.SortStableFunc(all, func(a, b office.StationKey) int {
		switch {
		case a.Ours == b.Ours:
			return 0
		case a.Ours:
			return -1
		}
		return 1
	})
	return slices.DeleteFunc(all, func(k office.StationKey) bool { return k.Retired && !k.Ours }), err
}

// statementOf is what is said of a key, for others to vouch for.
func statementOf(k office.StationKey) (papercode.Statement, error) {
	public, err := papercode.ParsePublicKey(k.Public)
	if err != nil {
		return papercode.Statement{}, KeySpoiled.About(k.Office).Because(err)
	}
	return papercode.Statement{Office: k.Office, Code: k.OfficeCode, Station: k.Station, Created: k.Created.Truncate(time.Second), Key: public}, nil
}

// ExportStationKey gives the file by which other offices take this station's
// key in. There is no secret in it.
func (s *Trust) ExportStationKey(ctx context.Context) ([]byte, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	_, said, err := s.stationKey(ctx)
	if err != nil {
		return nil, err
	}
	statement, err := statementOf(said)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = papercode.WriteKeyFile(&out, papercode.KeyFile{Statement: statement, CMS: said.Certification})
	return out.Bytes(), err
}

func statementBytes(k office.StationKey) ([]byte, error) {
	statement, err := statementOf(k)
	if err != nil {
		return nil, err
	}
	return statement.Bytes()
}

// ImportStationKey takes in the key of another station. The notes tell who
// vouches for it; a signature over it that does not hold refuses the file.
func (s *Trust) ImportStationKey(ctx context.Context, path string) (office.StationKey, []string, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return office.StationKey{}, nil, err
	}
	b, err := readSmall(path, mostKeyFile)
	if err != nil {
		return office.StationKey{}, nil, err
	}
	f, err := papercode.ReadKeyFile(bytes.NewReader(b))
	if err != nil {
		return office.StationKey{}, nil, err
	}
	by, notes, err := s.vouched(ctx, f)
	if err != nil {
		return office.StationKey{}, notes, err
	}
	k := office.StationKey{KeyID: string(f.Statement.Key.ID()), Public: f.Statement.Key.SPKI(), Office: f.Statement.Office, OfficeCode: f.Statement.Code,
		Station: f.Statement.Station, Created: f.Statement.Created}
	known, err := s.store.StationKeys(ctx)
	if err != nil {
		return k, notes, err
	}
	for _, have := range known {
		if have.KeyID == k.KeyID {
			k = have
		}
	}
	if k.Ours {
		return k, []string{"Đây là khóa của chính trạm này."}, nil
	}
	k.Certification, k.CertifiedBy, k.Imported, k.Retired = f.CMS, by, s.clock.Now(), false
	k, err = s.store.SaveStationKey(ctx, store.Act{Actor: account(), Step: "import-key"}, k)
	return k, notes, err
}

// vouched tells who vouches for the key in a file, and how far that is known.
func (s *Trust) vouched(ctx context.Context, f papercode.KeyFile) (by string, notes []string, err error) {
	if len(f.CMS) == 0 {
		return "", []string{"Chưa có chữ ký số nào chứng nhận khóa này. Hãy gọi cho cơ quan đó và so mã khóa " + string(f.Statement.Key.ID()) + "."}, nil
	}
	b, err := f.Statement.Bytes()
	if err != nil {
		return "", nil, err
	}
	trust, err := s.trust(ctx)
	if err != nil {
		return "", nil, err
	}
	finding, err := sign.Judge(ctx, f.CMS, sign.Bytes(b), trust, sign.Moment{Now: s.clock.Now()})
	switch {
	case err != nil:
		return "", nil, err
	case finding.Verdict == office.SignatureInvalid:
		return "", finding.Reasons, KeyNotVouched.About(f.Statement.Office)
	case finding.Verdict == office.SignatureValid:
		return finding.Signer, []string{"Khóa được " + finding.Signer + " chứng nhận bằng chữ ký số."}, nil
	}
	return "", append([]string{"Khóa có chữ ký số của " + finding.Signer + ", nhưng chưa kiểm tra hết được."}, finding.Reasons...), nil
}

// RetireStationKey trusts the key of another station no more. Of our own, it
// has the next code signed by a new one.
func (s *Trust) RetireStationKey(ctx context.Context, id office.ID) (office.StationKey, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return office.StationKey{}, err
	}
	all, err := s.store.StationKeys(ctx)
	if err != nil {
		return office.StationKey{}, err
	}
	i := slices.IndexFunc(all, func(k office.StationKey) bool { return k.ID == id })
	if i < 0 {
		return office.StationKey{}, NoSuchRoot.About(string(id))
	}
	k := all[i]
	k.Retired = true
	k, err = s.store.SaveStationKey(ctx, store.Act{Actor: account(), Step: "retire-key"}, k)
	if err == nil && k.Ours {
		s.codeMu.Lock()
		s.codeKey = nil
		s.codeMu.Unlock()
	}
	return k, err
}

// IsKeyFile tells the file of a station's key from one of certificates.
func IsKeyFile(path string) bool {
	b, err := readSmall(path, mostKeyFile)
	return err == nil && bytes.HasPrefix(bytes.TrimSpace(b), []byte("{"))
}
