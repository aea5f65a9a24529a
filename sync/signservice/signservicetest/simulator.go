// Package signservicetest plays the signature service of a PC, and the person
// in front of it, so that every room that has something signed can be tested
// against the protocol: a real WebSocket over TLS with a certificate that nobody
// vouches for, real transfers over HTTP, and real signatures. What it knows of
// the real service is what package signservice knows.
package signservicetest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"tram/local/pdf"
	"tram/local/sign"

	"github.com/coder/websocket"
)

// Version is what GetVersion answers.
const Version = "VGCA Sign Service 1.0 (mô phỏng)"

// Question is what the service is told about a file.
type Question struct {
	FileUploadHandler, SessionId, JWTToken, FileName, DocNumber, IssuedDate string

	MetaData []struct{ Key, Value string }
}

// Answer is the service's last word.
type Answer struct {
	Status                       int
	Message                      string
	FileName, FileServer         string
	DocumentNumber, DocumentDate string
}

// Handled is what the upload handler answers.
type Handled struct {
	Status                        bool
	Message, FileName, FileServer string
}

// Turn is how the service and its person take one question. What it returns
// goes back as the answer; nil hangs up without one. ctx ends when the caller
// hangs up.
type Turn func(ctx context.Context, op string, q Question) []byte

// Simulator is a signature service that runs until the test ends.
type Simulator struct {
	Address string // of the service: wss://127.0.0.1:12345

	t      testing.TB
	key    sign.Key
	client *http.Client

	mu    sync.Mutex
	turn  Turn
	asked []Asked
	added []byte
}

// Asked is one question, word for word.
type Asked struct{ Op, Message string }

// Start starts a service that signs with a key.
func Start(t testing.TB, key sign.Key) *Simulator {
	t.Helper()
	transport := &http.Transport{}
	s := &Simulator{t: t, key: key, client: &http.Client{Transport: transport}}
	s.turn = s.Sign
	var lines sync.WaitGroup
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lines.Add(1)
		defer lines.Done()
		s.line(w, r)
	}))
	s.Address = strings.Replace(server.URL, "https://", "wss://", 1)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		lines.Wait()
		transport.CloseIdleConnections()
	})
	return s
}

// Play has every question but GetVersion answered in another way than by Sign,
// from the next one on.
func (s *Simulator) Play(turn Turn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turn = turn
}

// Asked lists the questions so far.
func (s *Simulator) Asked() []Asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Asked{}, s.asked...)
}

// Added is what the last signature appended.
func (s *Simulator) Added() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.Clone(s.added)
}

// line serves one WebSocket: a question, an answer.
func (s *Simulator) line(w http.ResponseWriter, r *http.Request) {
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	defer conn.CloseNow()
	op := strings.TrimPrefix(r.URL.Path, "/")
	_, message, err := conn.Read(context.Background())
	if err != nil {
		return
	}
	s.mu.Lock()
	s.asked = append(s.asked, Asked{op, string(message)})
	turn := s.turn
	s.mu.Unlock()
	hungUp := conn.CloseRead(context.Background())
	if answer := s.answer(hungUp, turn, op, message); answer != nil {
		conn.Write(hungUp, websocket.MessageText, answer)
		<-hungUp.Done() // the caller closes, as the pages do
	}
}

func (s *Simulator) answer(ctx context.Context, turn Turn, op string, message []byte) []byte {
	if op == "GetVersion" {
		return []byte(Version)
	}
	var q Question
	decoder := json.NewDecoder(bytes.NewReader(message))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&q); err != nil {
		s.t.Errorf("simulator: a question that is not of the protocol: %v", err)
		return Say(Answer{Status: 1, Message: err.Error()})
	}
	return turn(ctx, op, q)
}

// Say is an answer as it goes over the line.
func Say(a Answer) []byte {
	b, err := json.Marshal(a)
	if err != nil {
		panic(err)
	}
	return b
}

// Sign is the turn of a service that does what it is asked.
func (s *Simulator) Sign(ctx context.Context, op string, q Question) []byte {
	handled, err := s.serve(ctx, op, q)
	switch {
	case err != nil:
		return Say(Answer{Status: 1, Message: err.Error()})
	case !handled.Status:
		return Say(Answer{Status: 1, Message: handled.Message})
	}
	return Say(Answer{FileName: handled.FileName, FileServer: handled.FileServer, DocumentNumber: q.DocNumber, DocumentDate: q.IssuedDate})
}

func (s *Simulator) serve(ctx context.Context, op string, q Question) (Handled, error) {
	file, err := s.Fetch(ctx, q.FileName)
	if err != nil {
		return Handled{}, err
	}
	added, err := s.Append(ctx, op, file)
	if err != nil {
		return Handled{}, err
	}
	return s.Upload(ctx, q.FileUploadHandler, append(file, added...))
}

// Fetch brings a file.
func (s *Simulator) Fetch(ctx context.Context, address string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	answer, err := s.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("fetching the file: %s", answer.Status)
	}
	return io.ReadAll(answer.Body)
}

// Append signs a file and returns what is to be appended to it.
func (s *Simulator) Append(ctx context.Context, op string, file []byte) ([]byte, error) {
	added, err := sign.SignPDF(ctx, bytes.NewReader(file), int64(len(file)), pdf.Field{At: Now, Reason: op}, s.key, nil)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.added = added
	return added, err
}

// Upload posts a signed file as the service does.
func (s *Simulator) Upload(ctx context.Context, handler string, file []byte) (Handled, error) {
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, _ := w.CreateFormFile("uploadfile", "da-ky.pdf")
	part.Write(file)
	w.Close()
	return s.Post(ctx, handler, w.FormDataContentType(), &form)
}

// Post posts anything to the upload handler.
func (s *Simulator) Post(ctx context.Context, handler, contentType string, body io.Reader) (h Handled, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, handler, body)
	if err != nil {
		return Handled{}, err
	}
	r.Header.Set("Content-Type", contentType)
	answer, err := s.client.Do(r)
	if err != nil {
		return Handled{}, err
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		return Handled{}, err
	}
	if err := json.Unmarshal(b, &h); err != nil {
		return Handled{}, fmt.Errorf("the upload handler answers %s: %w", answer.Status, err)
	}
	return h, nil
}
