package sign

import (
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// TestFilesOnceTakenForValidGetTheirVerdict is about what strangers made: what they
// show is not what was signed, or not what was allowed.
func TestFilesOnceTakenForValidGetTheirVerdict(t *testing.T) {
	const folder = "testdata/faults"
	trust := Trust{Roots: rootsIn(t, folder)}
	now := time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC)
	for prefix, c := range map[string]struct {
		verdict office.SignatureVerdict
		names   string // words of a reason, or of what came
	}{
		"F00":   {office.SignatureValid, "thu hồi"},
		"F01":   {office.SignatureInvalid, ""},
		"F02":   {office.SignatureInvalid, "có thể đọc một khác"},
		"F03":   {office.SignatureInvalid, "trang 1"},
		"F04":   {office.SignatureInvalid, "có thể đọc một khác"},
		"F05":   {office.SignatureInvalid, "dấu thời gian hiện hình hoặc chữ lên trang"},
		"F06":   {office.SignatureInvalid, "che mất nội dung"},
		"F10":   {office.SignatureInvalid, "không cho phép"},
		"S-d0":  {office.SignatureReserved, "mỗi chương trình có thể vẽ một khác"},
		"S-g0":  {office.SignatureInvalid, "che mất nội dung"},
		"S-g1":  {office.SignatureInvalid, "không cho phép"},
		"S-h0":  {office.SignatureValid, "hiện ở trang 1"},
		"S-p2":  {office.SignatureInvalid, "trang 2"},
		"S-v01": {office.SignatureInvalid, "che mất nội dung"},
		"S-v02": {office.SignatureReserved, "hãy xem chỗ ấy"},
		"S-v06": {office.SignatureReserved, "không có chỗ trên trang"},
		"S-v09": {office.SignatureReserved, "hòa màu"},
		"S-v11": {office.SignatureReserved, "nhiều hình thay nhau"},
		"S-v12": {office.SignatureReserved, "tự vẽ"},
		"S-v23": {office.SignatureReserved, "màu không thuộc loại"},
		"S-v24": {office.SignatureReserved, "màu không thuộc loại"},
		"S-v39": {office.SignatureReserved, "không có chỗ trên trang"},
		"G1-":   {office.SignatureReserved, "SigNew"},
	} {
		files, err := filepath.Glob(filepath.Join(folder, prefix+"*.pdf"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no %s, %v", prefix, err)
		}
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			verdict, said := judgedAt(t, b, trust, now)
			if verdict != c.verdict || !strings.Contains(said, c.names) {
				t.Errorf("%s: %s, %s", filepath.Base(file), verdict, said)
			}
		}
	}
}

// rootsIn reads the certificates of a folder.
func rootsIn(t testing.TB, folder string) (roots []*x509.Certificate) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.pem"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		block, _ := pem.Decode(b)
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		roots = append(roots, c)
	}
	return roots
}
