package signservice

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"tram/local/office"
	"tram/local/pdf"
	"tram/local/sign"
	"tram/sync/signservice/signservicetest"

	"github.com/coder/websocket"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type (
	asked  = signservicetest.Question
	answer = signservicetest.Answer
)

// desk is a document on the desk of an office, and its signature service.
type desk struct {
	t       testing.TB
	sim     *signservicetest.Simulator
	service *Service
	trust   sign.Trust
	file    []byte
}

func newDesk(t testing.TB) *desk { return newDeskWith(t, 1) }

// newDeskWith has a document of so many sheets.
func newDeskWith(t testing.TB, sheets int) *desk {
	t.Helper()
	key, trust := signservicetest.NewKey(t)
	sim := signservicetest.Start(t, key)
	var b bytes.Buffer
	w := pdf.NewWriter(&b, pdf.About{ID: [16]byte{1}, Title: "Quyết định ví dụ", Created: signservicetest.Now})
	for range sheets {
		w.Sheet(595.28, 841.89)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &desk{t, sim, &Service{Address: sim.Address}, trust, b.Bytes()}
}

func (d *desk) document() File {
	return File{ReaderAt: bytes.NewReader(d.file), Size: int64(len(d.file)), Name: "Quyết định 05.pdf", Number: "05/QĐ-UBND",
		Issued: time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC), Meta: []Entry{{"Cơ quan", "Ủy ban nhân dân xã Mẫu Sơn"}}}
}

func (d *desk) sign() ([]byte, error) {
	return d.service.SignPDF(context.Background(), SignIssued, d.document())
}

// fails has the document signed and wants a failure, and nothing to append.
func (d *desk) fails(want error) office.Failure {
	d.t.Helper()
	added, err := d.sign()
	if added != nil || !errors.Is(err, want) {
		d.t.Errorf("%d bytes to append, and %v, where %v was to come", len(added), err, want)
	}
	f, told := office.FailureIn(err)
	if !told || f.Said == "" || f.Next == "" || strings.Contains(f.Said, "%!") {
		d.t.Errorf("a person is told %q, %q", f.Said, f.Next)
	}
	return f
}

func verified(t testing.TB, file []byte, trust sign.Trust) office.SignatureReport {
	t.Helper()
	r, err := sign.VerifyPDF(context.Background(), bytes.NewReader(file), int64(len(file)), trust, signservicetest.Now.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTheServiceSignsAndTheSignatureHolds(t *testing.T) {
	d := newDesk(t)
	for n := 1; n <= 2; n++ {
		added, err := d.sign()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(added, d.sim.Added()) {
			t.Error("what is to be appended is not what the service appended")
		}
		d.file = append(d.file, added...)
		r := verified(t, d.file, d.trust)
		if r.Verdict != office.SignatureValid || len(r.Signatures) != n || !r.Signatures[n-1].CoversFile || r.Signatures[n-1].Signer != "Ủy ban nhân dân xã Mẫu Sơn" {
			t.Errorf("after %d: %+v", n, r)
		}
	}
}

func TestTheServiceIsToldWhatItNeeds(t *testing.T) {
	d := newDesk(t)
	if _, err := d.sign(); err != nil {
		t.Fatal(err)
	}
	first := d.sim.Asked()[0]
	var q asked
	if err := json.Unmarshal([]byte(first.Message), &q); err != nil || first.Op != "SignIssued" {
		t.Fatalf("%s: %v", first.Op, err)
	}
	if q.DocNumber != "05/QĐ-UBND" || q.IssuedDate != "2026-11-23T14:05:09+07:00" || len(q.MetaData) != 1 || q.MetaData[0].Value != "Ủy ban nhân dân xã Mẫu Sơn" {
		t.Errorf("%+v", q)
	}
	file, err := url.Parse(q.FileName)
	if err != nil || file.Scheme != "http" || file.Hostname() != "127.0.0.1" || !strings.HasSuffix(file.Path, "/quyet-dinh-05.pdf") || len(file.Path) < len("/quyet-dinh-05.pdf")+26 {
		t.Errorf("the file is at %s: %v", q.FileName, err)
	}
	f := d.document()
	f.Meta, f.Issued = nil, time.Time{}
	if _, err := d.service.SignPDF(context.Background(), SignApproved, f); err != nil {
		t.Fatal(err)
	}
	if m := d.sim.Asked()[1].Message; strings.Contains(m, "IssuedDate") || !strings.Contains(m, `"MetaData":[]`) {
		t.Error(m)
	}
}

func TestEveryCallHasADoorOfItsOwn(t *testing.T) {
	d := newDesk(t)
	seen := map[string]bool{}
	for range 3 {
		if _, err := d.sign(); err != nil {
			t.Fatal(err)
		}
	}
	for _, a := range d.sim.Asked() {
		var q asked
		json.Unmarshal([]byte(a.Message), &q)
		u, _ := url.Parse(q.FileName)
		seen[strings.Split(u.Path, "/")[1]] = true
		if _, err := d.sim.Fetch(context.Background(), q.FileName); err == nil {
			t.Error("the door stands open after the call")
		}
	}
	if len(seen) != 3 {
		t.Errorf("%d paths for 3 calls", len(seen))
	}
}

func TestAPersonsCancelIsToldAsOne(t *testing.T) {
	d := newDesk(t)
	d.sim.Play(func(context.Context, string, asked) []byte {
		return signservicetest.Say(answer{Status: 11, Message: "Hủy"})
	})
	d.fails(SignCancelled)
	d.sim.Play(func(ctx context.Context, op string, q asked) []byte { // after all was done
		d.sim.Sign(ctx, op, q)
		return signservicetest.Say(answer{Status: 11})
	})
	d.fails(SignCancelled)
}

func TestTheServicesOwnWordsAreShownOnOneShortCleanLine(t *testing.T) {
	d := newDesk(t)
	for said, want := range map[string]string{
		"Chưa cắm \x1b[31mUSB\x07\r\n\tToken\u202e\u2066\x00": "Phần mềm ký số báo lỗi: “Chưa cắm [31mUSB Token”.",
		"":                "Phần mềm ký số báo lỗi: “không nói lý do”.",
		" \u200b\r\n ":    "Phần mềm ký số báo lỗi: “không nói lý do”.",
		"100 % %s %d lỗi": "Phần mềm ký số báo lỗi: “100 % %s %d lỗi”.",
	} {
		d.sim.Play(func(context.Context, string, asked) []byte {
			return signservicetest.Say(answer{Status: 1, Message: said})
		})
		if f := d.fails(SignRefused); f.Said != want {
			t.Errorf("%q is told as %q", said, f.Said)
		}
	}
	d.sim.Play(func(context.Context, string, asked) []byte {
		return signservicetest.Say(answer{Status: 500, Message: strings.Repeat("ồ\u0301\n", 9000)})
	})
	f := d.fails(SignRefused)
	if n := len([]rune(f.Said)); n > 200 || !strings.HasSuffix(f.Said, "…”.") || strings.ContainsFunc(f.Said, unicode.IsControl) {
		t.Errorf("%d characters: %q", n, f.Said)
	}
	if strings.Contains(f.Error(), "ồ") {
		t.Errorf("the log repeats what the service says: %s", f.Error())
	}
}

// sends is a turn that uploads another file than it should, and says done.
func (d *desk) sends(change func(file, added []byte) []byte) {
	d.sim.Play(func(ctx context.Context, op string, q asked) []byte {
		file, err := d.sim.Fetch(ctx, q.FileName)
		if err != nil {
			d.t.Error(err)
		}
		added, err := d.sim.Append(ctx, op, file)
		if err != nil {
			d.t.Error(err)
		}
		h, err := d.sim.Upload(ctx, q.FileUploadHandler, change(file, added))
		if err != nil || h.Status || h.Message == "" {
			d.t.Errorf("the service hears %+v, %v", h, err)
		}
		return signservicetest.Say(answer{})
	})
}

func TestOnlyTheOriginalWithSomethingAfterItIsTaken(t *testing.T) {
	d := newDeskWith(t, 1500)
	if len(d.file) < 2*chunk {
		t.Fatalf("%d bytes fit in two chunks", len(d.file))
	}
	flipped := func(at int) func(file, added []byte) []byte {
		return func(file, added []byte) []byte {
			file[(at+len(file))%len(file)] ^= 1
			return append(file, added...)
		}
	}
	for name, c := range map[string]struct {
		change func(file, added []byte) []byte
		want   error
	}{
		"first byte changed":     {flipped(0), FileRewritten},
		"byte at a chunk's edge": {flipped(chunk), FileRewritten},
		"last byte changed":      {flipped(-1), FileRewritten},
		"shorter and changed":    {func(file, _ []byte) []byte { file[9] ^= 1; return file[:10] }, FileRewritten},
		"another file":           {func(_, added []byte) []byte { return added }, FileRewritten},
		"shifted by a byte":      {func(file, added []byte) []byte { return append(append([]byte{'\n'}, file...), added...) }, FileRewritten},
		"cut":                    {func(file, _ []byte) []byte { return file[:len(file)-1] }, FileCut},
		"cut at a chunk's edge":  {func(file, _ []byte) []byte { return file[:chunk] }, FileCut},
		"empty":                  {func(_, _ []byte) []byte { return nil }, FileCut},
		"unsigned":               {func(file, _ []byte) []byte { return file }, FileUnsigned},
		"swollen":                {func(file, added []byte) []byte { return append(append(file, added...), make([]byte, maxAdded)...) }, FileSwollen},
		"without an end":         {func(file, _ []byte) []byte { return append(file, make([]byte, 3*maxAdded)...) }, FileSwollen},
	} {
		t.Run(name, func(t *testing.T) {
			d := *d
			d.t = t
			d.sends(c.change)
			if name == "without an end" { // what is refused is heard out, but not for ever
				d.sim.Play(endless(d.sim))
			}
			d.fails(c.want)
		})
	}
}

// endless is a turn that never stops sending.
func endless(sim *signservicetest.Simulator) signservicetest.Turn {
	return func(ctx context.Context, _ string, q asked) []byte {
		file, _ := sim.Fetch(ctx, q.FileName)
		r, w := io.Pipe()
		form := multipart.NewWriter(w)
		go func() {
			part, _ := form.CreateFormFile("uploadfile", "x.pdf")
			part.Write(file)
			for err := error(nil); err == nil; {
				_, err = part.Write(make([]byte, 1<<16))
			}
		}()
		_, err := sim.Post(ctx, q.FileUploadHandler, form.FormDataContentType(), r)
		r.Close()
		return signservicetest.Say(answer{Status: 1, Message: fmt.Sprint(err)})
	}
}

func TestAnUploadThatBreaksOffIsNotTaken(t *testing.T) {
	d := newDesk(t)
	d.sim.Play(func(ctx context.Context, op string, q asked) []byte {
		file, _ := d.sim.Fetch(ctx, q.FileName)
		added, _ := d.sim.Append(ctx, op, file)
		to, _ := url.Parse(q.FileUploadHandler)
		line, err := net.Dial("tcp", to.Host)
		if err != nil {
			t.Error(err)
			return nil
		}
		fmt.Fprintf(line, "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: %d\r\n\r\n"+
			"--x\r\nContent-Disposition: form-data; name=\"uploadfile\"; filename=\"a.pdf\"\r\n\r\n%s", to.Path, to.Host, 1<<20, append(file, added[:len(added)/2]...))
		line.(*net.TCPConn).CloseWrite()
		io.Copy(io.Discard, line)
		line.Close()
		return signservicetest.Say(answer{})
	})
	d.fails(FileCut)
}

func TestOnlyTheFirstUploadCounts(t *testing.T) {
	d := newDesk(t)
	d.sim.Play(func(ctx context.Context, op string, q asked) []byte {
		last := d.sim.Sign(ctx, op, q)
		if h, err := d.sim.Upload(ctx, q.FileUploadHandler, append(bytes.Clone(d.file), "giả"...)); err != nil || h.Status {
			t.Errorf("a second upload: %+v, %v", h, err)
		}
		return last
	})
	if added, err := d.sign(); err != nil || !bytes.Equal(added, d.sim.Added()) {
		t.Errorf("%d bytes, %v", len(added), err)
	}
	d.sim.Play(func(ctx context.Context, op string, q asked) []byte { // nor does one that mends the first
		d.sim.Upload(ctx, q.FileUploadHandler, []byte("hỏng"))
		d.sim.Sign(ctx, op, q)
		return signservicetest.Say(answer{})
	})
	d.fails(FileRewritten)
}

func TestTheDoorLeadsNowhereElse(t *testing.T) {
	d := newDesk(t)
	d.sim.Play(func(ctx context.Context, op string, q asked) []byte {
		home := strings.TrimSuffix(q.FileUploadHandler, "/upload")
		root := home[:strings.LastIndex(home, "/")]
		for _, address := range []string{root, root + "/", root + "/quyet-dinh-05.pdf", root + "/AAAAAAAAAAAAAAAAAAAAAAAAAA/quyet-dinh-05.pdf",
			home, home + "/", home + "/khac.pdf", home + "/quyet-dinh-05.pdf/", home + "/../quyet-dinh-05.pdf", home + "/upload", strings.ToLower(q.FileName)} {
			if b, err := d.sim.Fetch(ctx, address); err == nil {
				t.Errorf("%s gives %d bytes", address, len(b))
			}
		}
		for _, address := range []string{root + "/upload", root + "/AAAAAAAAAAAAAAAAAAAAAAAAAA/upload", q.FileName, home} {
			if h, err := d.sim.Upload(ctx, address, append(bytes.Clone(d.file), "giả"...)); err == nil {
				t.Errorf("%s takes a file: %+v", address, h)
			}
		}
		return d.sim.Sign(ctx, op, q)
	})
	if added, err := d.sign(); err != nil || !bytes.Equal(added, d.sim.Added()) {
		t.Errorf("%d bytes, %v", len(added), err)
	}
}

func TestNonsenseIsNotTaken(t *testing.T) {
	d := newDesk(t)
	says := func(s string) signservicetest.Turn {
		return func(context.Context, string, asked) []byte { return []byte(s) }
	}
	posts := func(kind, body string) signservicetest.Turn {
		return func(ctx context.Context, _ string, q asked) []byte {
			d.sim.Post(ctx, q.FileUploadHandler, kind, strings.NewReader(body))
			return signservicetest.Say(answer{})
		}
	}
	part := "--x\r\nContent-Disposition: form-data; name=\"file%d\"\r\n\r\n\r\n"
	for name, c := range map[string]struct {
		turn signservicetest.Turn
		want error
	}{
		"no JSON":           {says("<html>"), ServiceNonsense},
		"half of it":        {says(`{"Status":0`), ServiceNonsense},
		"no status":         {says(`{"Message":"xong"}`), ServiceNonsense},
		"a status in words": {says(`{"Status":"xong"}`), ServiceNonsense},
		"a list":            {says(`[0]`), ServiceNonsense},
		"nothing":           {says(""), ServiceNonsense},
		"without an end":    {says(strings.Repeat(" ", maxAnswer) + `{"Status":11}`), ServiceNonsense},
		"done, no file":     {says(`{"Status":0}`), ServiceNonsense},
		"hangs up":          {func(context.Context, string, asked) []byte { return nil }, ServiceGone},
		"no form":           {posts("application/pdf", "%PDF-"), ServiceNonsense},
		"a form of nothing": {posts("multipart/form-data; boundary=x", "--x--\r\n"), ServiceNonsense},
		"another field":     {posts("multipart/form-data; boundary=x", fmt.Sprintf(part, 1)+"--x--\r\n"), ServiceNonsense},
		"too many fields": {posts("multipart/form-data; boundary=x", strings.Repeat(fmt.Sprintf(part, 1), maxParts)+
			fmt.Sprintf("--x\r\nContent-Disposition: form-data; name=\"uploadfile\"\r\n\r\n%s và thêm\r\n--x--\r\n", d.file)), ServiceNonsense},
	} {
		t.Run(name, func(t *testing.T) {
			d := *d
			d.t = t
			d.sim.Play(c.turn)
			d.fails(c.want)
		})
	}
}

func TestACancelledCallEndsAtOnce(t *testing.T) {
	d := newDesk(t)
	for name, turn := range map[string]signservicetest.Turn{
		"waiting for the PIN": func(ctx context.Context, _ string, _ asked) []byte { <-ctx.Done(); return nil },
		"in mid-upload": func(ctx context.Context, _ string, q asked) []byte {
			r, w := io.Pipe()
			context.AfterFunc(ctx, func() { w.Close() })
			go io.WriteString(w, "--x\r\n")
			d.sim.Post(context.Background(), q.FileUploadHandler, "multipart/form-data; boundary=x", r)
			return nil
		},
	} {
		ctx, cancel := context.WithCancel(context.Background())
		d.sim.Play(func(inner context.Context, op string, q asked) []byte {
			cancel()
			return turn(inner, op, q)
		})
		begin := time.Now()
		added, err := d.service.SignPDF(ctx, SignIssued, d.document())
		if added != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %d bytes, %v", name, len(added), err)
		}
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("%s: it took %v", name, took)
		}
	}
	d.sim.Play(d.sim.Sign)
	if _, err := d.sign(); err != nil {
		t.Errorf("the next one: %v", err)
	}
}

func TestAServiceThatHangsCostsALimitedTime(t *testing.T) {
	d := newDesk(t)
	d.service.Limit = 50 * time.Millisecond
	d.sim.Play(func(ctx context.Context, _ string, _ asked) []byte { <-ctx.Done(); return nil })
	d.fails(ServiceSlow)
	d.sim.Play(func(ctx context.Context, op string, q asked) []byte { // though all was done
		d.sim.Sign(ctx, op, q)
		<-ctx.Done()
		return nil
	})
	d.service.Limit = time.Second
	d.fails(ServiceSlow)
}

func TestOneIsSignedAtATime(t *testing.T) {
	d := newDesk(t)
	d.sim.Play(func(ctx context.Context, op string, q asked) []byte {
		d.fails(ServiceBusy)
		return d.sim.Sign(ctx, op, q)
	})
	if _, err := d.sign(); err != nil {
		t.Error(err)
	}
	if n := len(d.sim.Asked()); n != 1 {
		t.Errorf("the service was asked %d times", n)
	}
}

func TestNobodyThereAndSomebodyElseAreToldApart(t *testing.T) {
	d := newDesk(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	d.service.Address = "wss://" + l.Addr().String()
	d.fails(ServiceAway)
	if _, err := d.service.Version(context.Background()); !errors.Is(err, ServiceAway) {
		t.Errorf("version: %v", err)
	}

	for name, handle := range map[string]http.HandlerFunc{
		"a web page": func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<html>") },
		"sends elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://192.0.2.1/SignIssued", http.StatusFound)
		},
		"no such question": http.NotFound,
	} {
		s := httptest.NewTLSServer(handle)
		d.service.Address = strings.Replace(s.URL, "https", "wss", 1)
		f := d.fails(ServiceNonsense)
		if f.Error() == "" {
			t.Error(name)
		}
		s.Close()
	}
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	d.service.Address = strings.Replace(plain.URL, "http", "wss", 1)
	d.fails(ServiceNonsense)
}

func TestOnlyThisMachineIsEverCalled(t *testing.T) {
	d := newDesk(t)
	for _, address := range []string{"wss://192.0.2.1:8987", "wss://kyso.example.vn", "wss://127.0.0.1.example.vn:8987", "wss://127.0.0.1@192.0.2.1:8987", "wss://0.0.0.0:8987",
		"wss://[::ffff:192.0.2.1]:8987", "ws://127.0.0.1:8987", "https://127.0.0.1:8987", "127.0.0.1:8987", "wss://", "wss://\x00", "file:///etc/passwd", strings.Replace(d.sim.Address, "wss://", "wss://ai@", 1)} {
		d.service.Address = address
		d.fails(ServiceElsewhere)
	}
	for _, address := range []string{"192.0.2.1:8987", "0.0.0.0:8987", "[2001:db8::1]:8987"} {
		if line, err := dialer.Dial("tcp", address); !errors.Is(err, errElsewhere) {
			t.Errorf("%s: %v, %v", address, line, err)
		}
	}
	if _, transport := newClient(); transport.Proxy != nil {
		t.Error("a proxy may come between")
	}
	d.service.Address = strings.Replace(d.sim.Address, "127.0.0.1", "localhost", 1)
	if _, err := d.sign(); err != nil {
		t.Errorf("localhost: %v", err)
	}
	if n := len(d.sim.Asked()); n != 1 {
		t.Errorf("asked %d times", n)
	}
}

func TestTheServiceTellsItsVersion(t *testing.T) {
	d := newDesk(t)
	if v, err := d.service.Version(context.Background()); err != nil || v != signservicetest.Version {
		t.Errorf("%q, %v", v, err)
	}
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		conn.Read(context.Background())
		conn.Write(context.Background(), websocket.MessageText, []byte("\r\n"))
		conn.Read(context.Background())
		conn.CloseNow()
	}))
	defer s.Close()
	d.service.Address = strings.Replace(s.URL, "https", "wss", 1)
	if v, err := d.service.Version(context.Background()); !errors.Is(err, ServiceNonsense) {
		t.Errorf("%q, %v", v, err)
	}
}

func TestEveryPurposeHasItsOp(t *testing.T) {
	for purpose, op := range map[Purpose]Op{ForIssue: "SignIssued", ForApproval: "SignApproved", ForAnnex: "SignAppendix", ForCopy: "SignCopy", ForAnything: "SignPDF", 99: "SignPDF"} {
		if got := purpose.Op(); got != op {
			t.Errorf("%d: %s", purpose, got)
		}
	}
	d := newDesk(t)
	for _, op := range []Op{"", "GetVersion", "SignXML", "../SignPDF", "SignPDF?x"} {
		if added, err := d.service.SignPDF(context.Background(), op, d.document()); err == nil || added != nil {
			t.Errorf("%q was asked for", op)
		}
	}
	for _, op := range []Op{SignIssued, SignApproved, SignAppendix, SignCopy, SignPDF} {
		if _, err := d.service.SignPDF(context.Background(), op, d.document()); err != nil {
			t.Errorf("%s: %v", op, err)
		}
	}
	if asked := d.sim.Asked(); len(asked) != 5 {
		t.Errorf("%d questions reached the service", len(asked))
	}
}

// shelf is a file on a disk that can be pulled out.
type shelf struct {
	io.ReaderAt
	gone atomic.Bool
}

func (s *shelf) ReadAt(b []byte, at int64) (int, error) {
	if s.gone.Load() {
		return 0, errors.New("the disk is gone")
	}
	return s.ReaderAt.ReadAt(b, at)
}

func TestAnOriginalThatCannotBeReadAgainIsNoFaultOfTheService(t *testing.T) {
	d := newDesk(t)
	f := d.document()
	disk := &shelf{ReaderAt: f.ReaderAt}
	f.ReaderAt = disk
	d.sim.Play(func(ctx context.Context, op string, q asked) []byte {
		file, _ := d.sim.Fetch(ctx, q.FileName)
		added, _ := d.sim.Append(ctx, op, file)
		disk.gone.Store(true)
		d.sim.Upload(ctx, q.FileUploadHandler, append(file, added...))
		return signservicetest.Say(answer{})
	})
	added, err := d.service.SignPDF(context.Background(), SignIssued, f)
	if _, told := office.FailureIn(err); err == nil || told || added != nil {
		t.Errorf("%d bytes, %v", len(added), err)
	}
}

// zeros is an endless file of them.
type zeros struct{}

func (zeros) ReadAt(b []byte, _ int64) (int, error) { clear(b); return len(b), nil }

func TestABigFileIsNotHeldInMemory(t *testing.T) {
	const size = 256 << 20
	signed := io.MultiReader(io.NewSectionReader(zeros{}, 0, size), strings.NewReader("chữ ký"))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	added, err := tail(signed, File{ReaderAt: zeros{}, Size: size})
	runtime.ReadMemStats(&after)
	if err != nil || string(added) != "chữ ký" {
		t.Errorf("%q, %v", added, err)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 1<<20 {
		t.Errorf("it took %d bytes of memory", took)
	}
}

// stuck is a file whose reading hangs until it is let go.
type stuck struct {
	begun, let chan struct{}
}

func (s *stuck) ReadAt(b []byte, _ int64) (int, error) {
	close(s.begun)
	<-s.let
	return len(b), nil
}

func TestTheDoorClosesOnlyWhenNobodyIsInside(t *testing.T) {
	sim := newDesk(t).sim
	f := &stuck{make(chan struct{}), make(chan struct{})}
	d, err := openDoor(context.Background(), File{ReaderAt: f, Size: 1})
	if err != nil {
		t.Fatal(err)
	}
	fetched := make(chan struct{})
	go func() {
		defer close(fetched)
		sim.Fetch(context.Background(), d.question().FileName)
	}()
	<-f.begun
	if d.inside.TryLock() {
		t.Error("the door would close while the file is read")
	}
	close(f.let)
	d.close()
	<-fetched
	if d.inside.TryRLock() {
		t.Error("the door lets somebody in after it closed")
	}
}

func TestAFilesNameIsPlainInItsAddress(t *testing.T) {
	for name, want := range map[string]string{
		"Quyết định 05.pdf": "quyet-dinh-05.pdf", "05_QĐ-UBND.PDF": "05-qd-ubnd.pdf", "": "van-ban.pdf", "../../etc": "etc.pdf", "{$}.pdf": "van-ban.pdf",
		"公文": "van-ban.pdf", strings.Repeat("ạ", 200): strings.Repeat("a", maxName) + ".pdf", "Quye\u0302\u0301t": "quyet.pdf", "\xff\r\n": "van-ban.pdf", "upload": "upload.pdf",
	} {
		if got := plainName(name); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}
