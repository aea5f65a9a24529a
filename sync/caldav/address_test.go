package caldav

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"tram/local/office"
)

// TestAnAddressIsSealedOrOfThisMachine.
func TestAnAddressIsSealedOrOfThisMachine(t *testing.T) {
	for typed, want := range map[string]string{
		"lich.example.vn":               "https://lich.example.vn/",
		" https://lich.example.vn/dav ": "https://lich.example.vn/dav",
		"HTTPS://lich.example.vn/a#b":   "https://lich.example.vn/a",
		"http://localhost:5232/a/":      "http://localhost:5232/a/",
		"http://127.0.0.1:5232":         "http://127.0.0.1:5232/",
		"http://[::1]:5232/":            "http://[::1]:5232/",
		"https://x/họp":                 "https://x/h%E1%BB%8Dp",
		"https://lich.example.vn/a@b/":  "https://lich.example.vn/a@b/",
	} {
		if u, err := parseAddress(typed); err != nil || u.String() != want {
			t.Errorf("%q: %v, %v", typed, u, err)
		}
	}
	for typed, want := range map[string]office.Failure{
		"http://lich.example.vn/": PlainText, "http://10.0.0.5/": PlainText, "http://localhost.example.vn/": PlainText, "http://127.0.0.1.example.vn": PlainText,
		"https://vanthu:bi-mat@lich.example.vn": SecretInAddress, "vanthu:bi-mat@lich.example.vn": SecretInAddress, "http://vanthu@localhost/": SecretInAddress,
		"ftp://vanthu:bi%mat@lich.example.vn": SecretInAddress,
		"":                                    BadAddress, "ftp://lich.example.vn": BadAddress, "https://": BadAddress, "https://a b/": BadAddress, "https://lich.example.vn/?a=b": BadAddress,
		"https://" + strings.Repeat("a", 3000): BadAddress, "lich\n.vn": BadAddress,
	} {
		_, err := parseAddress(typed)
		if f, _ := office.FailureIn(err); !errors.Is(err, want) || strings.Contains(f.Said+f.Next+err.Error(), "bi-mat") || strings.Contains(f.Said+err.Error(), "bi%mat") {
			t.Errorf("%q: %v %s", typed, err, f.Said)
		}
	}
	s := opened(t, "http://localhost:5232", "vanthu", password)
	for _, at := range []string{"192.0.2.7:80", "[2001:db8::7]:80"} { // for which a name of this machine may stand
		if _, err := s.dial(t.Context(), "tcp", at); !errors.Is(err, PlainText) {
			t.Errorf("%s: %v", at, err)
		}
	}
	for _, user := range []string{"", "a:b"} {
		if _, err := Open("https://lich.example.vn", user, "x"); !errors.Is(err, SignInRefused) {
			t.Errorf("%q: %v", user, err)
		}
	}
}

// FuzzReadMany holds what is read of any answer to its bounds.
func FuzzReadMany(f *testing.F) {
	var b bytes.Buffer
	many(&b, ref("/lich/a.ics"), object("/lich/b.ics", "BEGIN:VCALENDAR &amp; <![CDATA[x]]>"))
	f.Add(b.Bytes())
	f.Add([]byte(`<?xml version="1.0"?><!-- x --><d:multistatus xmlns:d="DAV:"><d:response><d:href>a</d:href></d:response></d:multistatus><!-- y -->`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		n := 0
		rest, err := readMany(bytes.NewReader(doc), func(r *node) error {
			if n++; r.name != dav("response") || r.long {
				t.Errorf("%+v", r)
			}
			properties(r).said(dav("getetag"))
			return nil
		})
		if err == nil && (rest.name != dav("multistatus") || len(rest.all(dav("response"))) > 0) {
			t.Errorf("%+v", rest)
		}
	})
}
