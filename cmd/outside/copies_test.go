package outside

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/people"
	"tram/local/station"
	"tram/sync/servertest"
)

// TestAnOfficeComesBackFromARealServer that speaks SFTP, and from a bucket: chosen, copied to,
// closed and opened, read back, drilled, and restored with what the sheet of paper says.
func TestAnOfficeComesBackFromARealServer(t *testing.T) {
	ssh := servertest.Serve(t, "")
	s3 := servertest.ServeS3(t)
	s3.Bucket(t, "ban-sao", false)
	far := t.TempDir()
	for name, f := range map[string]office.FarPlace{
		"sftp": {Where: "sftp://" + ssh.Account + "@" + ssh.Address + far, HostKey: ssh.HostKey, Secret: office.CopySecret{Key: ssh.Key}},
		"s3":   {Where: "s3+http://" + s3.Access + "@" + s3.Address + "/ban-sao", Secret: office.CopySecret{Password: s3.Secret}},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			o := station.Options{Home: filepath.Join(t.TempDir(), "nhà"), Passwords: people.LeastCost(), Outside: station.Outside{Target: Target}}
			s := opened(t, o)
			key, err := s.SetUp(ctx, office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H00.00.01", System: "Trạm", Owner: "Ủy ban nhân dân tỉnh Mẫu"}, []office.Clerk{{Name: "Nguyễn Văn Mẫu"}})
			if err != nil {
				t.Fatal(err)
			}
			if name == "sftp" {
				unmet := f
				unmet.HostKey = ""
				_, err := s.AddFarPlace(ctx, unmet)
				if said, told := office.FailureIn(err); !errors.Is(err, copying.HostUnknown) || !told || said.Args()[1] != f.HostKey {
					t.Errorf("a server that was never met: %v", err)
				}
			}
			at, err := s.AddFarPlace(ctx, f)
			if err != nil {
				t.Fatal(err)
			}
			s.Close()
			s = opened(t, o) // what opens the server is still known
			states, err := s.CopyNow(ctx, nil)
			if err != nil || len(states) != 1 || states[0].Silent != "" || states[0].Level != office.CopyGood {
				t.Fatalf("copied: %+v, %v", states, err)
			}
			if is, err := s.CheckCopy(ctx, string(at.ID), nil); err != nil || !is.Good() {
				t.Errorf("read back: %+v, %v", is, err)
			}
			if d, err := s.Drill(ctx, office.Clerk{}, office.DrillWish{}, nil); err != nil || d.Verdict != office.DrillGood {
				t.Errorf("drilled: %+v, %v", d, err)
			}
			noSecretIn(t, o.Home, f.Secret)
			s, key = renewed(t, s, o, key.Key)
			noSecretIn(t, o.Home, f.Secret)
			s.Close()
			wish := office.ComeBackWish{Where: f.Where, HostKey: f.HostKey, Secret: f.Secret, Key: key.Key}
			found, err := station.FindCopies(t.Context(), wish, station.Outside{Target: Target})
			if err != nil || len(found) != 1 || found[0].Records == 0 || found[0].Missing > 0 {
				t.Errorf("found there: %+v, %v", found, err)
			}
			came, err := station.ComeBack(t.Context(), wish, station.Options{Home: filepath.Join(t.TempDir(), "cửa sổ"), Passwords: people.LeastCost(), Outside: station.Outside{Target: Target}}, func() error { return nil }, nil)
			if err != nil || came.Office != "Ủy ban nhân dân xã Mẫu Sơn" || came.Files != found[0].Files {
				t.Errorf("brought back as a window does: %+v, %v", came, err)
			}
			from, err := Target(copying.Access(f))
			if err != nil {
				t.Fatal(err)
			}
			defer copying.Leave(from)
			r, err := station.Restore(ctx, station.RestoreWish{From: from, Key: key.Key, Into: station.Options{Home: filepath.Join(t.TempDir(), "mới"), Passwords: people.LeastCost()}}, nil)
			if err != nil || r.Office != "Ủy ban nhân dân xã Mẫu Sơn" {
				t.Errorf("restored: %+v, %v", r, err)
			}
		})
	}
}

// renewed has the sealing identity renewed: what opens the server is known to the next one, and the
// copy goes on with nobody adding the place again.
func renewed(t *testing.T, s *station.Station, o station.Options, key string) (*station.Station, office.Recovery) {
	t.Helper()
	ctx := t.Context()
	if err := s.RecoveryKept(); err != nil {
		t.Fatal(err)
	}
	if r, err := s.Renew(ctx, station.Renewal{Reason: people.AfterTheft, Key: key}, nil); err != nil || r.Open != nil {
		t.Fatal(err, r.Open)
	}
	next, err := s.Recovery(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = opened(t, o)
	if states, err := s.CopyNow(ctx, nil); err != nil || len(states) != 1 || states[0].Silent != "" || states[0].Level != office.CopyGood {
		t.Fatalf("after the renewal: %+v, %v", states, err)
	}
	return s, next
}

func opened(t *testing.T, o station.Options) *station.Station {
	t.Helper()
	s, err := station.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// noSecretIn looks for what opens a server in every file of the data.
func noSecretIn(t *testing.T, home string, secret office.CopySecret) {
	t.Helper()
	seen := 0
	err := filepath.WalkDir(home, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		seen++
		for _, each := range []string{secret.Password, secret.Key} {
			if each != "" && strings.Contains(string(b), each) {
				t.Errorf("%s shows what opens the server", path)
			}
		}
		return err
	})
	if err != nil || seen < 5 {
		t.Errorf("%d files looked at, %v", seen, err)
	}
}
