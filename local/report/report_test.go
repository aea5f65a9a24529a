package report

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/rows"
)

var update = flag.Bool("update", false, "write the golden texts anew")

var now = time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC)

func facts(p office.Proof) Facts {
	return Facts{
		Office: office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02"}, At: now, About: "Quyết định 15.pdf",
		SHA256: office.DigestOf([]byte("quyết định")), Proof: p, Program: "Trạm Công vụ",
	}
}

func finding(v office.SignatureVerdict) office.SignatureFinding {
	return office.SignatureFinding{
		Field: "Signature1", Verdict: v, Signer: "Nguyễn Văn Mẫu", Organisation: "Ủy ban nhân dân xã Mẫu Sơn", Issuer: "Cơ quan chứng thực Ví Dụ", Serial: "5f3a09",
		At: now.Add(-49 * time.Hour), AtFrom: office.TimeStamped, Level: office.LevelLT, ValidTo: now.AddDate(2, 0, 0), StatusOf: now.Add(-50 * time.Hour),
		CertificateThen: office.CertificateGood, CertificateNow: office.CertificateGood, CoversFile: true,
	}
}

func signed(v office.SignatureVerdict, all ...office.SignatureFinding) office.Proof {
	return office.Proof{Verdict: office.Stranger, Said: "Tệp này không phải do trạm này tạo ra.",
		Signatures: &office.SignatureReport{Verdict: v, Said: fmt.Sprintf("Có %d chữ ký số: %s.", len(all), v.Name()), Signatures: all}}
}

func paper(v office.SignatureVerdict) office.Proof {
	return office.Proof{Paper: &office.PaperProof{Verdict: v, Said: "Mã do Ủy ban nhân dân xã Mẫu Sơn cấp.", KeyID: "9c41aa07", Office: "Ủy ban nhân dân xã Mẫu Sơn", Ours: true,
		Lines: []string{"VĂN BẢN ĐIỆN TỬ ĐƯỢC CHUYỂN ĐỔI TỪ VĂN BẢN GIẤY", "Thời gian chuyển đổi: 2026-11-23T14:05:09+07:00", "Mã tra cứu: 7K4M-Q2XN-9RT2"}}}
}

// proofs are one of each answer, as the station gives them.
func proofs() map[string]office.Proof {
	reserved, invalid, stamp := finding(office.SignatureReserved), finding(office.SignatureInvalid), finding(office.SignatureValid)
	reserved.Level, reserved.AtFrom, reserved.StatusOf = office.LevelB, office.TimeClaimed, time.Time{}
	reserved.CertificateNow, reserved.CoversFile = office.CertificateUnknown, false
	reserved.Since = []string{"Đã điền biểu mẫu sau khi ký.", "Có thêm một chữ ký nữa."}
	reserved.Reasons = []string{"Chưa có tin nào về việc chứng thư “Nguyễn Văn Mẫu” có bị thu hồi hay không. Hãy kiểm tra lại khi có mạng."}
	invalid.Reasons = []string{"Nội dung đã bị thay đổi sau khi ký.", "Chứng thư “Nguyễn Văn Mẫu” đã bị thu hồi từ 14:05 ngày 01/10/2026, trước khi ký."}
	invalid.CertificateThen, invalid.CertificateNow = office.CertificateRevoked, office.CertificateRevoked
	stamp.Stamp, stamp.Signer, stamp.Organisation = true, "Máy chủ dấu thời gian Ví Dụ", ""
	changed, unknown, withdrawn := paper(office.SignatureInvalid), paper(office.SignatureReserved), paper(office.SignatureValid)
	changed.Paper.Said, changed.Paper.Reasons = "Các dòng trong mã đã bị sửa.", []string{"Chữ ký của mã không khớp với các dòng chữ."}
	unknown.Paper.Said, unknown.Paper.Office, unknown.Paper.Ours = "Mã được ký bằng một khóa mà trạm chưa biết.", "", false
	withdrawn.Withdrawn = &office.Withdrawal{Reason: "Ban hành nhầm số.", Clerk: "Trần Thị Ví Dụ", At: now}
	return map[string]office.Proof{
		"valid":       signed(office.SignatureValid, finding(office.SignatureValid), stamp),
		"reservation": signed(office.SignatureReserved, reserved),
		"invalid":     signed(office.SignatureInvalid, invalid, finding(office.SignatureValid)),
		"stranger":    {Verdict: office.Stranger, Said: "Tệp này không phải do trạm này tạo ra, hoặc đã bị sửa đến mức không nhận ra được."},
		"proven": {Verdict: office.Proven, Conversion: "c", Said: "Hồ sơ 7K4M-Q2XN-9RT2 nguyên vẹn.", Checks: []office.Condition{
			{Point: "Kho", Asks: "Tệp PDF trong kho đúng mã băm", Met: office.IsMet, Evidence: "SHA-256 8aa741bde5027f87…"},
			{Point: "Chữ ký số", Asks: "Đọc chữ ký của tệp", Met: office.IsOwed, Evidence: "Không đọc được.", Next: "Hãy thử lại."},
			{Point: "Nhật ký", Asks: "Bước hoàn thành nằm trong chuỗi nhật ký", Met: office.IsMissed, Evidence: "Chuỗi bị đứt.", Next: "Hãy phục hồi từ bản sao lưu."},
		}},
		"paper-valid": paper(office.SignatureValid), "paper-unknown": unknown, "paper-changed": changed, "paper-withdrawn": withdrawn,
	}
}

// printed is the report as the rows of its pages.
func printed(f Facts) string {
	var b strings.Builder
	for i, page := range rows.Paginate(compose(f), textHeight()) {
		fmt.Fprintf(&b, "--- %d\n", i+1)
		for _, r := range page {
			if r.Before >= air {
				b.WriteByte('\n')
			}
			for j, p := range r.Pieces {
				if j > 0 || p.X > 0 {
					fmt.Fprintf(&b, "%*s", int(p.X/10), "| ")
				}
				b.WriteString(p.S)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestTheReportSaysWhatTheWindowSays(t *testing.T) {
	for name, p := range proofs() {
		t.Run(name, func(t *testing.T) {
			golden := filepath.Join("testdata", name+".txt")
			got := printed(facts(p))
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// written writes the report to a file, and has qpdf look at it.
func written(t *testing.T, f Facts) string {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, f); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	said := run(t, "qpdf", "qpdf", "--check", path)
	if !strings.Contains(said, "No syntax or stream encoding errors found") || strings.Contains(said, "WARNING") {
		t.Error(said)
	}
	if dir := os.Getenv("TRAM_LOOK"); dir != "" {
		name := strings.ReplaceAll(strings.TrimPrefix(t.Name(), "Test"), "/", "-") + ".pdf"
		if err := os.WriteFile(filepath.Join(dir, name), out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// run needs a program of a Debian package.
func run(t *testing.T, debian, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is missing; it is in the Debian package %s", name, debian)
	}
	out, err := exec.CommandContext(t.Context(), path, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// words are those that another reader finds in a report, in its order.
func words(t *testing.T, path string) string {
	t.Helper()
	return strings.Join(strings.Fields(run(t, "poppler-utils", "pdftotext", "-layout", path, "-")), " ")
}

func TestAnotherReaderFindsEveryWord(t *testing.T) {
	for name, p := range proofs() {
		t.Run(name, func(t *testing.T) {
			f := facts(p)
			got := words(t, written(t, f))
			want := []string{title, f.Office.Name, f.Office.Code, f.About, "14:05 ngày 23/11/2026", p.Answer().Name(), "Trang 1/", "NGƯỜI KIỂM TRA"}
			if p.Paper != nil {
				want = append(want, p.Paper.Lines...)
			}
			for _, w := range want {
				if !strings.Contains(got, w) {
					t.Errorf("%q is not in\n%s", w, got)
				}
			}
		})
	}
}

func TestThirtySignaturesTakeAsManyPagesAsTheyNeed(t *testing.T) {
	all := make([]office.SignatureFinding, 30)
	for i := range all {
		all[i] = finding(office.SignatureValid)
		all[i].Signer = fmt.Sprintf("Người ký thứ %d", i+1)
	}
	path := written(t, facts(signed(office.SignatureValid, all...)))
	got := words(t, path)
	pages := len(rows.Paginate(compose(facts(signed(office.SignatureValid, all...))), textHeight()))
	if pages < 5 || !strings.Contains(got, fmt.Sprintf("Trang %d/%d", pages, pages)) {
		t.Errorf("%d pages, and the last does not say so", pages)
	}
	for i := range all {
		if !strings.Contains(got, fmt.Sprintf("%d. Chữ ký số: Người ký thứ %d", i+1, i+1)) {
			t.Errorf("signature %d is missing", i+1)
		}
	}
	if n := strings.Count(got, "Kết quả kiểm tra: Quyết định 15.pdf"); n != pages-1 {
		t.Errorf("%d of %d further pages say what they belong to", n, pages-1)
	}
}

func TestAVeryLongReasonIsBrokenAndCutOff(t *testing.T) {
	f := finding(office.SignatureInvalid)
	f.Signer = strings.Repeat("Tênkhôngcódấucách", 40)
	f.Reasons = []string{strings.Repeat("Nội dung đã bị thay đổi. ", 400), strings.Repeat("x", 5000)}
	got := words(t, written(t, facts(signed(office.SignatureInvalid, f))))
	if !strings.Contains(got, "… (còn 7999 ký tự)") || !strings.Contains(got, "… (còn 3000 ký tự)") {
		t.Errorf("what was cut off is not told:\n%s", got)
	}
}

func TestAHostileFileDoesNotFillThePrinter(t *testing.T) {
	reasons := slices.Repeat([]string{strings.Repeat("vì thế ", 400)}, 1000)
	all := make([]office.SignatureFinding, 1000)
	for i := range all {
		all[i] = finding(office.SignatureInvalid)
		all[i].Reasons, all[i].Since = reasons, reasons
	}
	p := signed(office.SignatureInvalid, all...)
	p.Checks = slices.Repeat([]office.Condition{{Point: "Tệp", Asks: "Một điều"}}, 1000)
	const mostPages = 100
	if pages := rows.Paginate(compose(facts(p)), textHeight()); len(pages) > mostPages {
		t.Errorf("%d pages", len(pages))
	}
}

func TestWhatTheFontLacksIsWrittenOut(t *testing.T) {
	f := finding(office.SignatureValid)
	f.Signer, f.Organisation = "中 \u202eưƠẫ\x00 Nguyễn", "🔒\xff"
	got := words(t, written(t, facts(signed(office.SignatureValid, f))))
	for _, want := range []string{"[U+4E2D] [U+202E]ưƠẫ[U+0000] Nguyễn", "[U+1F512][U+FFFD]"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestNoLineLeavesThePaperAndNoWordIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := mark.Printable(rapid.StringOfN(rapid.RuneFrom([]rune("aẫwW .-/中")), 0, 400, -1).Draw(t, "text"), saidRunes)
		limit := rapid.Float64Range(40, 400).Draw(t, "limit")
		lines := mark.Lines(s, textSize, false, limit)
		for _, line := range lines {
			if mark.Width(line, textSize, false) > limit {
				t.Fatalf("%q is wider than %.0f points", line, limit)
			}
		}
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if bare(strings.Join(lines, "")) != bare(s) {
			t.Fatalf("%q came out as %q", s, lines)
		}
	})
}

func TestAWriterThatFailsIsTold(t *testing.T) {
	full := errors.New("no room")
	if err := Write(broken{full}, facts(proofs()["valid"])); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }
