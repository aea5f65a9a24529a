package copying

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"tram/local/office"
)

// A target beyond this machine has an address that holds no secret:
//
//	sftp://account@server[:port]/folder
//	s3://access-key@server[:port]/bucket[/folder][?region=…]
//
// s3+http is a server of the office's own network that has no certificate: what lies there
// is sealed, and the secret key itself is never sent. Whoever has the network reaches such
// a target (sync/sftp, sync/s3) by its Access.
type Access struct {
	Where   string // the address
	HostKey string // kind and fingerprint of the server's key that a person confirmed; empty: none was. SFTP
	Secret  office.CopySecret
}

// The ways to a target beyond this machine.
const (
	SFTP   = "sftp"
	S3     = "s3"
	S3Http = "s3+http"
)

// IsFar tells whether it is the address of a target beyond this machine, and no folder.
func IsFar(where string) bool {
	way, _, found := strings.Cut(where, "://")
	return found && (way == SFTP || way == S3 || way == S3Http)
}

// Address is an address taken apart.
type Address struct {
	Way    string
	User   string // account or access key
	Host   string // with its port, if one is said
	Name   string // of the host alone
	Port   string
	Path   string // begins with a slash, ends with none
	Region string
}

// ParseAddress takes an address apart. It fails with BadAddress; a password in it is refused,
// since an address stands in the journal.
func ParseAddress(where string) (a Address, err error) {
	u, err := url.Parse(strings.TrimSpace(where))
	if err != nil {
		return a, BadAddress.About(shown(where)).Because(fmt.Errorf("it is no address"))
	}
	if _, has := u.User.Password(); has {
		return a, SecretInAddress.About(u.Host)
	}
	path := "/" + strings.Trim(u.Path, "/")
	a = Address{Way: u.Scheme, User: u.User.Username(), Host: u.Host, Name: u.Hostname(), Port: u.Port(), Path: path, Region: u.Query().Get("region")}
	if !IsFar(where) || a.User == "" || a.Name == "" || a.Way != SFTP && path == "/" || strings.ContainsFunc(a.User+a.Host+a.Path+a.Region, isControl) || u.Fragment != "" {
		return a, BadAddress.About(shown(where))
	}
	return a, nil
}

// String is the address as it is written down: without what the way says by itself.
func (a Address) String() string {
	u := url.URL{Scheme: a.Way, User: url.User(a.User), Host: a.Host, Path: a.Path}
	if a.Region != "" {
		u.RawQuery = url.Values{"region": {a.Region}}.Encode()
	}
	return u.String()
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// shown is what of an unfit address may be repeated: no password that stands in it.
func shown(where string) string {
	if way, rest, found := strings.Cut(where, "://"); found {
		if at := strings.LastIndexByte(rest, '@'); at >= 0 {
			return way + "://…" + rest[at:]
		}
	}
	return where
}

// Leave ends the connection of a target that has one.
func Leave(t Target) {
	if c, has := t.(io.Closer); has {
		_ = c.Close() // nothing waits to be written
	}
}
