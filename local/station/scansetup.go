package station

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"tram/local/office"
	"tram/local/pdf"
	"tram/local/scanning"
	"tram/local/scanning/watched"
	"tram/local/stack"
	"tram/local/store"
	"tram/local/whole"
)

// scanSetups is with what this station scans: a clerk chooses it as they scan.
var scanSetups = store.Kind[office.ScanSetup]{
	Name: office.KindScanSetup, Said: "Thiết lập quét", Clash: store.Local,
	Named: func(s *office.ScanSetup) (*office.ID, *int64) { return &s.ID, &s.Version },
	Steps: []store.Step{
		{Name: stepScanChoice, Said: "Chọn máy quét, kiểu quét", Needs: office.MayConvert},
		{Name: stepScanFolder, Said: "Đổi thư mục quét", Needs: office.MayRun},
	},
	Line:   func(office.ScanSetup) store.Line { return store.Line{Title: "Thiết lập quét của trạm"} },
	Fields: map[string]string{"profiles": "Kiểu quét", "addresses": "Địa chỉ máy quét gõ tay", "folder": "Thư mục quét", "scanner": "Máy quét đang dùng", "profile": "Kiểu quét đang dùng"},
}

const (
	stepScanChoice = "scan-choice"
	stepScanFolder = "scan-folder"
)

// ScanSetup is with what this station scans, and how; of version 0 where nobody said.
func (s *Scanning) ScanSetup(ctx context.Context) (office.ScanSetup, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.ScanSetup{}, err
	}
	return s.setup(ctx)
}

func (s *Scanning) setup(ctx context.Context) (office.ScanSetup, error) {
	all, err := store.Here(ctx, s.store, scanSetups)
	if err != nil || len(all) == 0 {
		return office.ScanSetup{}, err
	}
	return all[0], nil
}

// SaveScanSetup changes the profiles, the addresses that were typed, and what was chosen
// last. The watched folder stays.
func (s *Scanning) SaveScanSetup(ctx context.Context, now office.ScanSetup) (office.ScanSetup, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return now, err
	}
	if err := now.Validate(); err != nil {
		return now, err
	}
	was, err := s.setup(ctx)
	if err != nil {
		return now, err
	}
	now.Folder = was.Folder
	return s.saveSetup(ctx, was, now, stepScanChoice)
}

// SaveScanFolder has a folder be watched, or none.
func (s *Scanning) SaveScanFolder(ctx context.Context, dir string) (office.ScanSetup, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return office.ScanSetup{}, err
	}
	was, err := s.setup(ctx)
	if err != nil {
		return was, err
	}
	now := was
	if now.Folder = strings.TrimSpace(dir); now.Folder != "" {
		if info, err := os.Stat(now.Folder); err != nil || !info.IsDir() || !filepath.IsAbs(now.Folder) {
			return was, watched.Unreachable.About(now.Folder).Because(err)
		}
		if err := Outward(s.home, now.Folder); err != nil {
			return was, err
		}
	}
	return s.saveSetup(ctx, was, now, stepScanFolder)
}

func (s *Scanning) saveSetup(ctx context.Context, was, now office.ScanSetup, step string) (office.ScanSetup, error) {
	now.ID, now.Version = was.ID, was.Version
	if now.ID == "" {
		now.ID = office.NewID(s.clock.Now())
	}
	return now, s.store.Save(ctx, store.Act{Actor: account(), Step: step}, scanSetups.Put(&now))
}

// Scanners lists the devices that answer now, those at addresses that were typed among them.
// What was tried and did not answer comes as an error beside those that did.
func (s *Scanning) Scanners(ctx context.Context) ([]office.Scanner, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return nil, err
	}
	setup, err := s.setup(ctx)
	if err != nil {
		return nil, err
	}
	return scanning.FindAll(ctx, s.scanners, setup.Addresses...)
}

// ScannerAddresses are those that people typed.
func (s *Scanning) ScannerAddresses(ctx context.Context) ([]string, error) {
	setup, err := s.setup(ctx)
	return setup.Addresses, err
}

// ScannerAt is the device at an address that a person types.
func (s *Scanning) ScannerAt(ctx context.Context, address string) (office.Scanner, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Scanner{}, err
	}
	all, err := scanning.FindAt(ctx, s.scanners, address)
	if err != nil {
		return office.Scanner{}, err
	}
	return all[0], nil
}

// Interleave lays the backs of the sheets of a draft, scanned from the turned stack, behind
// their fronts. Failure: convert.SidesDiffer; then nothing is moved.
func (s *Scanning) Interleave(ctx context.Context, draft office.ID, fronts, backs []office.ID) error {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return err
	}
	return s.desk.Interleave(ctx, draft, fronts, backs)
}

// SaveSeparator writes the sheet that is put between two documents of a pile as a PDF, to be
// printed.
func (s *Scanning) SaveSeparator(ctx context.Context, path string) error {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	if err := Outward(s.home, path); err != nil {
		return err
	}
	now := s.clock.Now()
	return whole.Tell(path, whole.Write(path, 0o644, func(w io.Writer) error {
		return stack.WriteSheet(w, pdf.About{ID: office.NewID(now).Bytes(), Created: now.In(office.VietNam)})
	}))
}

// crossing is a page on its way from one draft into another. Until it has arrived a file
// beside the scans tells of it, so that the next start ends what was cut off.
type crossing struct {
	From, Page, To office.ID
}

const crossingName = ".chuyen-" // and an ID

// MovePageAcross moves a page from one draft into another, at a place among its pages or at
// the end (at < 0). A draft that has no page left is discarded.
func (s *Scanning) MovePageAcross(ctx context.Context, from, page, to office.ID, at int) error {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return err
	}
	told, err := json.Marshal(crossing{from, page, to})
	if err != nil {
		return err
	}
	scans := filepath.Join(s.home, scansDir)
	if err := whole.MakeDir(scans, 0o700); err != nil {
		return err
	}
	path := filepath.Join(scans, crossingName+string(office.NewID(s.clock.Now())))
	err = whole.Write(path, 0o600, func(w io.Writer) error {
		_, err := w.Write(told)
		return err
	})
	if err != nil {
		return err
	}
	return errors.Join(s.desk.Across(ctx, from, page, to, at), whole.Remove(path))
}

// endCrossings ends moves between drafts that were cut off.
func (s *Scanning) endCrossings(ctx context.Context) {
	paths, _ := filepath.Glob(filepath.Join(s.home, scansDir, crossingName+"*"))
	for _, path := range paths {
		var c crossing
		b, err := os.ReadFile(path)
		if err == nil {
			err = json.Unmarshal(b, &c)
		}
		if err == nil {
			err = s.desk.EndAcross(ctx, c.From, c.Page, c.To)
		}
		if err == nil {
			err = whole.Remove(path)
		}
		s.tellBeside(ctx, c.From, err)
	}
}

func (s *Scanning) waits() []wait {
	return []wait{{sort: "set-aside", needs: office.MayConvert, all: office.ToScanning, ask: s.asideWaiting}}
}

// asideWaiting are the files of the watched folder that were set aside, each with why.
func (s *Scanning) asideWaiting(ctx context.Context) (is office.Waiting, err error) {
	setup, err := s.setup(ctx)
	if err != nil || setup.Folder == "" {
		return is, err
	}
	all, count, err := watched.SetAside(setup.Folder, office.WaitsTold)
	if err != nil {
		return is, err
	}
	is.Count = count
	for _, a := range all {
		is.Newest = append(is.Newest, office.Wait{Title: a.Name, Below: a.Why, Since: a.At, Grave: office.Wanting, To: office.ToScanning})
	}
	return is, nil
}
