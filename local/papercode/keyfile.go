package papercode

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// KeyFile (tệp khóa trạm) is what one office hands to another, so that its codes
// can be checked there. The file is JSON:
//
//	{"format": "tram-station-key/1", "statement": "KHÓA KÝ…", "cms": "MII…"}
//
// Without a CMS nobody but the giver vouches for the statement.
type KeyFile struct {
	Statement Statement
	CMS       []byte // detached, over the bytes of the statement, in DER; may be empty
}

const (
	keyFileFormat = "tram-station-key/1"
	mostKeyFile   = 64 << 10 // bytes
)

// keyFileJSON is a key file as it is written. CMS becomes base64.
type keyFileJSON struct {
	Format    string `json:"format"`
	Statement string `json:"statement"`
	CMS       []byte `json:"cms,omitempty"`
}

// WriteKeyFile writes a key file.
func WriteKeyFile(w io.Writer, f KeyFile) error {
	b, err := f.json()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", "  "); err != nil {
		return err
	}
	out.WriteByte('\n')
	if out.Len() > mostKeyFile {
		return KeyFileTooLarge.About(mostKeyFile >> 10)
	}
	_, err = w.Write(out.Bytes())
	return err
}

// json is the file without white space, in its one form.
func (f KeyFile) json() ([]byte, error) {
	statement, err := f.Statement.Bytes()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err = e.Encode(keyFileJSON{keyFileFormat, string(statement), f.CMS})
	return bytes.TrimSpace(out.Bytes()), err
}

// ReadKeyFile reads a key file as WriteKeyFile writes it; only white space may
// differ. Whether the CMS vouches for the statement is for others to judge.
func ReadKeyFile(r io.Reader) (KeyFile, error) {
	b, err := io.ReadAll(io.LimitReader(r, mostKeyFile+1))
	switch {
	case err != nil:
		return KeyFile{}, KeyFileAway.Because(err)
	case len(b) > mostKeyFile:
		return KeyFile{}, KeyFileTooLarge.About(mostKeyFile >> 10)
	}
	var read keyFileJSON
	if err := json.Unmarshal(b, &read); err != nil {
		return KeyFile{}, KeyFileForeign.Because(err)
	}
	if read.Format != keyFileFormat {
		return KeyFile{}, KeyFileForeign.Because(fmt.Errorf("the format %.40q", read.Format))
	}
	f := KeyFile{CMS: read.CMS}
	if f.Statement, err = ParseStatement([]byte(read.Statement)); err != nil {
		return KeyFile{}, err
	}
	// A second name of a field, a field of another program, another base64: what
	// is written differently might also be read differently elsewhere.
	want, err := f.json()
	var got bytes.Buffer
	if err := errors.Join(err, json.Compact(&got, b)); err != nil || !bytes.Equal(got.Bytes(), want) {
		return KeyFile{}, KeyFileForeign.Because(errors.Join(errors.New("not in canonical form"), err))
	}
	return f, nil
}
