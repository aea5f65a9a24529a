package authority

import (
	"bytes"
	"context"
	"crypto"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"tram/local/office"
	"tram/local/sign"
)

// Limits of one question.
const (
	StampTime     = 15 * time.Second
	AnswerTime    = 10 * time.Second
	ListTime      = 60 * time.Second // a revocation list may be tens of megabytes on a slow line
	maxAnswer     = 1 << 20          // bytes
	maxRedirects  = 3
	maxAuthHeader = 64 << 10
)

// NewClient makes the HTTP client that Stamper and Fetcher share. Answers are
// signed, so plain HTTP is as good as HTTPS here; nothing of ours is sent but
// digests and serial numbers.
func NewClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			DialContext:            (&net.Dialer{Timeout: AnswerTime}).DialContext,
			TLSHandshakeTimeout:    AnswerTime,
			MaxResponseHeaderBytes: maxAuthHeader,
			DisableCompression:     true, // a small answer must not swell
			IdleConnTimeout:        ListTime,
		},
		CheckRedirect: func(_ *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return errors.New("too many redirects")
			}
			return nil
		},
	}
}

// Stamper asks one time-stamp authority.
type Stamper struct {
	URL    string
	Client *http.Client
	Clock  office.Clock
	Limit  time.Duration // 0: StampTime
}

// Stamp obtains a token for a digest and checks it. An authority that is down
// or slow is sign.StampAway, one that refuses sign.StampRefused, one that
// answers for something else sign.StampFalse.
func (s *Stamper) Stamp(ctx context.Context, imprint []byte, hash crypto.Hash) ([]byte, error) {
	q, err := sign.NewStampRequest(imprint, hash)
	if err != nil {
		return nil, fmt.Errorf("asking for a time stamp: %w", err)
	}
	limit := s.Limit
	if limit == 0 {
		limit = StampTime
	}
	inner, stop := context.WithTimeout(ctx, limit)
	defer stop()
	reply, err := ask(inner, s.Client, s.URL, q.DER, "application/timestamp-query", sign.MaxStampReply)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, sign.StampAway.Because(err)
	}
	return q.Read(reply, s.Clock.Now())
}

// Fetcher brings what authorities publish.
type Fetcher struct {
	Client *http.Client
}

// CRL brings a revocation list.
func (f *Fetcher) CRL(ctx context.Context, address string) ([]byte, error) {
	ctx, stop := context.WithTimeout(ctx, ListTime)
	defer stop()
	return ask(ctx, f.Client, address, nil, "", sign.MaxCRL)
}

// OCSP brings the answer to a question about one certificate.
func (f *Fetcher) OCSP(ctx context.Context, address string, request []byte) ([]byte, error) {
	ctx, stop := context.WithTimeout(ctx, AnswerTime)
	defer stop()
	return ask(ctx, f.Client, address, request, "application/ocsp-request", maxAnswer)
}

// Certificate brings the certificate of an authority.
func (f *Fetcher) Certificate(ctx context.Context, address string) ([]byte, error) {
	ctx, stop := context.WithTimeout(ctx, AnswerTime)
	defer stop()
	return ask(ctx, f.Client, address, nil, "", maxAnswer)
}

// ask sends a question, or fetches where there is none, and reads the whole
// answer. The addresses come out of foreign certificates: only HTTP is spoken.
func ask(ctx context.Context, client *http.Client, address string, question []byte, kind string, most int64) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, fmt.Errorf("%q is no address on the web", address)
	}
	method := http.MethodGet
	if question != nil {
		method = http.MethodPost
	}
	r, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(question))
	if err != nil {
		return nil, err
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	answer, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the authority answers %s", answer.Status)
	}
	b, err := io.ReadAll(io.LimitReader(answer.Body, most+1))
	if err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	if int64(len(b)) > most {
		return nil, fmt.Errorf("an answer of more than %d bytes", most)
	}
	return b, nil
}
