package signservice

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tram/local/office"
)

// Limits of the door.
const (
	maxAdded   = 4 << 20  // bytes that a signature may add to a file
	maxForm    = 1 << 20  // bytes of a form around the file
	maxParts   = 16       // of a form
	maxHeader  = 64 << 10 // bytes
	headerTime = 10 * time.Second
	maxName    = 60 // characters of a file's name in its address
)

// uploadField is the field of the form that holds the signed file.
const uploadField = "uploadfile"

// door lets the service fetch one file and bring it back once. It stands on the
// loopback, opens for one call, and leads nowhere to whoever does not know its
// path. The first upload is the only one, however it ends.
type door struct {
	file   File
	name   string // of the file, as it stands in its address
	home   string // address of what lies behind the door
	server *http.Server
	served chan struct{} // closed when the server has stopped

	inside sync.RWMutex // held by whoever is served; taken for good when the door closes
	taken  atomic.Bool  // an upload has begun
	upload chan upload
}

// upload is how the one upload ended.
type upload struct {
	added []byte
	err   error
}

func openDoor(ctx context.Context, f File) (*door, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	path := "/" + rand.Text() // 128 bits and more
	d := &door{file: f, name: plainName(f.Name), home: "http://" + l.Addr().String() + path,
		served: make(chan struct{}), upload: make(chan upload, 1)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+path+"/"+d.name, d.give)
	mux.HandleFunc("POST "+path+"/upload", d.take)
	d.server = &http.Server{Handler: d.watched(mux), ReadHeaderTimeout: headerTime, MaxHeaderBytes: maxHeader,
		ErrorLog: log.New(io.Discard, "", 0)} // it would tell of the path
	go func() {
		defer close(d.served)
		_ = d.server.Serve(l) // ends with close
	}()
	return d, nil
}

// close returns when nobody is inside any more: the file is not read after.
func (d *door) close() {
	_ = d.server.Close()
	<-d.served
	d.inside.Lock()
}

// watched counts who is inside, and lets nobody in once the door is closing.
func (d *door) watched(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !d.inside.TryRLock() {
			http.NotFound(w, r)
			return
		}
		defer d.inside.RUnlock()
		next.ServeHTTP(w, r)
	})
}

// question is what the service is told about the file.
type question struct {
	FileUploadHandler string
	SessionID         string `json:"SessionId"`
	JWTToken          string
	FileName          string
	DocNumber         string
	IssuedDate        string  `json:",omitempty"` // no empty text where a date is read
	MetaData          []Entry // never null
}

func (d *door) question() question {
	q := question{
		FileUploadHandler: d.home + "/upload",
		FileName:          d.home + "/" + d.name,
		DocNumber:         d.file.Number,
		MetaData:          append([]Entry{}, d.file.Meta...),
	}
	if !d.file.Issued.IsZero() {
		q.IssuedDate = d.file.Issued.In(office.VietNam).Format(time.RFC3339)
	}
	return q
}

// give serves the file.
func (d *door) give(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/pdf")
	http.ServeContent(w, r, d.name, time.Time{}, io.NewSectionReader(d.file, 0, d.file.Size))
}

// take receives the signed file. The service reads an answer only when it has
// said all, so the rest of what is refused is heard out.
func (d *door) take(w http.ResponseWriter, r *http.Request) {
	if !d.taken.CompareAndSwap(false, true) {
		w.WriteHeader(http.StatusConflict)
		d.reply(w, errors.New("a second upload"))
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, d.file.Size+maxAdded+maxForm)
	added, err := d.read(r)
	d.upload <- upload{added, err}
	_, _ = io.Copy(io.Discard, r.Body)
	d.reply(w, err)
}

// read finds the signed file in a form.
func (d *door) read(r *http.Request) ([]byte, error) {
	form, err := r.MultipartReader()
	if err != nil {
		return nil, ServiceNonsense.Because(fmt.Errorf("an upload that is no form: %w", err))
	}
	for range maxParts {
		part, err := form.NextPart()
		if err != nil {
			return nil, ServiceNonsense.Because(fmt.Errorf("looking for the file in a form: %w", err))
		}
		if part.FormName() == uploadField {
			return tail(part, d.file)
		}
	}
	return nil, ServiceNonsense.Because(errors.New("a form without the file"))
}

// reply tells the service what became of an upload.
func (d *door) reply(w io.Writer, err error) {
	answer := struct {
		Status     bool
		Message    string
		FileName   string
		FileServer string
	}{Status: err == nil, FileName: d.name, FileServer: d.name}
	if f, told := office.FailureIn(err); told {
		answer.Message = f.Said
	}
	_ = json.NewEncoder(w).Encode(answer) // whoever hung up does not want to know
}

// brought is how the upload ended, if it did.
func (d *door) brought() ([]byte, error) {
	select {
	case u := <-d.upload:
		return u.added, u.err
	default:
		return nil, nil
	}
}

// plainName is a file's name as any program can have it in an address:
// "Quyết định 05.pdf" is "quyet-dinh-05.pdf".
func plainName(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.TrimSuffix(office.Fold(name), ".pdf"))
	plain = strings.Trim(plain[:min(len(plain), maxName)], "-")
	if plain == "" {
		plain = "van-ban"
	}
	return plain + ".pdf"
}
