package station

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/store/veil"
	"tram/local/whole"
)

// legible are the files below a folder in which one of some texts can be read.
func legible(t *testing.T, folder string, texts ...string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := readBeside(path)
		for _, text := range texts {
			if bytes.Contains(b, []byte(text)) {
				found = append(found, filepath.Base(path)+": "+text)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestWhatAnOfficeTypesLiesLegibleNowhereFromItsSetUpOn(t *testing.T) {
	d, _ := openedDesk(t)
	d.act(t)
	words := []string{"Mẫu Sơn", "Nguyễn Văn Mẫu", "CREATE TABLE", "SQLite format"}
	if at := legible(t, d.home, words...); len(at) > 0 || sizeOf(d.database()+"-wal") == 0 {
		t.Errorf("at work: %q", at)
	}
	d.restart(t)
	if veiled, why := d.store.Veiled(); !veiled || why != nil {
		t.Errorf("under the key: %v, %v", veiled, why)
	}
	if at := legible(t, d.home, words...); len(at) > 0 {
		t.Errorf("after a start: %q", at)
	}
}

// bare takes the key away from the database of an office that is closed: as every
// office lies that an older version made.
func bare(t *testing.T, s *Station) {
	t.Helper()
	key, err := recordsKey(s.sealing, nil)()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(s.home, databaseName)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var plain bytes.Buffer
	if err := veil.Cover(&plain, bytes.NewReader(b), key, nil); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, plain.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAnOfficeOfAnOlderVersionComesUnderItsKeyAtTheNextStart(t *testing.T) {
	d, _ := openedDesk(t)
	d.act(t)
	head := d.watch.newest()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	bare(t, d.Station)
	if len(legible(t, d.home, "Mẫu Sơn")) == 0 {
		t.Fatal("it lies as no older version's does")
	}
	d.start(t)
	if at := legible(t, d.home, "Mẫu Sơn", "CREATE TABLE"); len(at) > 0 || d.watch.newest() != head {
		t.Errorf("legible: %q, head %v instead of %v", at, d.watch.newest(), head)
	}
	if told := d.Beside(); len(told) > 0 {
		t.Errorf("trouble: %v", told)
	}
}

func TestWhereTheKeyLiesDecidesAgainstWhomTheRecordsStand(t *testing.T) {
	d, _ := openedDesk(t)
	for place, want := range map[seal.Place]struct {
		weak bool
		said string
	}{
		seal.InPlainFile: {true, "lấy được cả thư mục dữ liệu thì đọc được hết"}, seal.InPassphraseFile: {false, "không biết mật khẩu TRAM_PASSPHRASE thì không đọc được"},
		seal.InKeyring: {false, "không biết mật khẩu đăng nhập"},
	} {
		d.place = place
		is := d.AtRest(t.Context())
		if !is.Records || is.Weak != want.weak || !strings.Contains(is.Said, want.said) || is.DiskIs == "" || diskSaid[is.Disk] != is.DiskIs {
			t.Errorf("%s: %+v", place, is)
		}
	}
}

func TestRecordsThatStayPlainAreToldAsPlain(t *testing.T) {
	d, _ := openedDesk(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	bare(t, d.Station)
	older, err := store.Open(t.Context(), d.database(), store.Options{Clock: office.SystemClock{}}) // as an older version has it open
	if err != nil {
		t.Fatal(err)
	}
	d.start(t)
	if is := d.AtRest(t.Context()); is.Records || !is.Weak || !strings.Contains(is.Said, "chưa được mã hóa") {
		t.Errorf("%+v", is)
	}
	if told := d.Beside(); len(told) != 1 || !errors.Is(told[0], store.NotVeiled) {
		t.Errorf("told: %v", told)
	}
	d.act(t)
	if err := older.Close(); err != nil {
		t.Fatal(err)
	}
	d.restart(t)
	if is := d.AtRest(t.Context()); !is.Records {
		t.Errorf("afterwards: %+v", is)
	}
}

func TestALostKeyIsToldAndTheRecoveryKeyOpensTheRecords(t *testing.T) {
	d, _ := openedDesk(t)
	key, head := d.sealing.RecoveryKey(), d.watch.newest()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(d.home, "identity.key")); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Options{Home: d.home, State: d.state}); !errors.Is(err, seal.FileGone) {
		t.Fatalf("without its key: %v", err)
	}
	if _, err := Recover(d.keeper, key); err != nil {
		t.Fatal(err)
	}
	d.start(t)
	if d.watch.newest() != head {
		t.Error("other records")
	}
}

func TestTheDataFolderIsLeftToItsAccountAndIsToldWhereItIsNot(t *testing.T) {
	d, _ := openedDesk(t)
	if others, known := whole.OthersMay(d.home); !known || others {
		t.Errorf("after the set-up others may look in: %v, known %v", others, known)
	}
	if is := d.AtRest(t.Context()); is.Folder != folderAlone {
		t.Errorf("told as %q", is.Folder)
	}
	if err := os.Chmod(d.home, 0o755); err != nil {
		t.Fatal(err)
	}
	if is := d.AtRest(t.Context()); is.Folder != folderOpen {
		t.Errorf("open to all, told as %q", is.Folder)
	}
}
