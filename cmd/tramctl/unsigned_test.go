package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// TestAFileThatNobodySignedIsCalledUnsigned, and one that cannot be looked into is
// called neither that nor bad. No advice would take a signature away.
func TestAFileThatNobodySignedIsCalledUnsigned(t *testing.T) {
	a, elsewhere := newIssuer(t), newDesk(t)
	plain := elsewhere.exported(convertAll(elsewhere, scans(t)[:1])["id"].(string))
	theirs, dir := a.signed(t, plain), t.TempDir()
	encrypted := func(name, user, from string) string {
		out := filepath.Join(dir, name)
		tool(t, "qpdf", "--encrypt", user, "chủ", "256", "--print=none", "--", from, out)
		return out
	}
	torn := lay(t, "cụt.pdf", bytes.Replace(read(t, theirs), []byte("startxref"), []byte("startxxxx"), -1))
	d := newDesk(t)
	for name, c := range map[string]struct {
		file    string
		verdict string
		exit    int
		says    string
	}{
		"a PDF":                      {plain, "unsigned", unvouched, "không có chữ ký số"},
		"a text that is called PDF":  {lay(t, "chữ.pdf", []byte("Kính gửi\n")), "unsigned", unvouched, "không phải là PDF"},
		"an empty file":              {lay(t, "rỗng.pdf", nil), "unsigned", unvouched, "Tệp rỗng"},
		"a file of an office suite":  {lay(t, "văn bản.docx", []byte("PK\x03\x04...")), "reservation", unvouched, "chưa biết tệp này có được ký hay không"},
		"limited in what it allows":  {encrypted("hạn chế.pdf", "", theirs), "reservation", unvouched, "mật khẩu trống"},
		"limited, and nobody signed": {encrypted("trống.pdf", "", plain), "reservation", unvouched, "nếu có"},
		"with a password":            {encrypted("khóa.pdf", "mở", theirs), "reservation", unvouched, "có mật khẩu"},
		"signed, and torn":           {torn, "invalid", refused, ""},
	} {
		out, messages, code := d.do("verify", "--offline", c.file)
		proof := decoded(t, out)
		if code != c.exit || proof["verdict"] != c.verdict || !strings.Contains(proof["said"].(string), c.says) {
			t.Errorf("%s: exit %d, %v: %v %s", name, code, proof["verdict"], proof["said"], messages)
		}
		if strings.Contains(out, "lưu lại bản không khóa") || len(proof["checks"].([]any)) > 1 {
			t.Errorf("%s: contradicts itself, or advises to lose a signature: %s", name, out)
		}
	}
	var said bytes.Buffer
	(proven{}).print(&said)
	if !strings.HasPrefix(said.String(), "Không có chữ ký: ") {
		t.Errorf("people read %q", said.String())
	}
}
