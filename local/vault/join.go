package vault

import (
	"errors"
	"io"

	"tram/local/office"
)

// Joined is several files of the vault, open as one: the plaintext of each
// after that of the one before. A signed PDF lies so, as it was made and as it
// grew.
type Joined struct {
	parts []*Reader
	ends  []int64 // rising: where each part ends
}

// Join opens files as one, with the failures of Read.
func (v *Vault) Join(all ...office.Digest) (*Joined, error) {
	j := &Joined{}
	for _, d := range all {
		r, err := v.Read(d)
		if err != nil {
			return nil, errors.Join(err, j.Close())
		}
		j.parts = append(j.parts, r)
		j.ends = append(j.ends, j.Size()+r.Size())
	}
	return j, nil
}

// Size is that of the whole, in bytes.
func (j *Joined) Size() int64 {
	if len(j.ends) == 0 {
		return 0
	}
	return j.ends[len(j.ends)-1]
}

// ReadAt reads anywhere, over the borders of the parts too.
func (j *Joined) ReadAt(b []byte, off int64) (n int, err error) {
	begin := int64(0)
	for i, r := range j.parts {
		if at := off + int64(n); at < j.ends[i] && n < len(b) {
			want := b[n:min(int64(len(b)), int64(n)+j.ends[i]-at)]
			read, err := r.ReadAt(want, at-begin)
			n += read
			if read < len(want) {
				return n, err
			}
		}
		begin = j.ends[i]
	}
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// Close closes every part.
func (j *Joined) Close() error {
	var err error
	for _, r := range j.parts {
		err = errors.Join(err, r.Close())
	}
	return err
}
