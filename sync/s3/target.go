package s3

import (
	"bytes"
	"context"
	"crypto/md5" // S3 asks for it where objects are locked
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/s3utils"

	"tram/local/copying"
	"tram/local/job"
	"tram/local/whole"
)

// folderName is the folder in which a copy lies: what else is in a bucket stays its own.
const folderName = "tram-sao-luu"

const (
	// probeName is the object by which it is tried whether the server heeds conditions. It is
	// none of a copy's.
	probeName = ".thu"

	mostInMemory = 8 << 20 // bytes of an object; a larger one waits in a file
	mostFound    = 1 << 24 // objects that a server may list
	mostVersions = 1 << 16 // of one object, which is written once
)

// Target is a copy in a bucket. The bucket itself is never made.
type Target struct {
	address   copying.Address
	bucket    string
	base      string // with a slash at its end
	server    *minio.Core
	transport *http.Transport
	heeds     bool // the server was seen to heed conditions
}

// New is the target of an address. Nothing is asked of the server yet. It fails with
// copying.BadAddress and copying.SecretMissing.
func New(a copying.Access) (*Target, error) {
	return newTarget(a, patiences{patience, copying.QuestionPatience})
}

func newTarget(a copying.Access, wait patiences) (*Target, error) {
	address, err := copying.ParseAddress(a.Where)
	if err != nil {
		return nil, err
	}
	if address.Way == copying.SFTP {
		return nil, copying.BadAddress.About(a.Where)
	}
	if a.Secret.Password == "" {
		return nil, copying.SecretMissing.About(address.Host)
	}
	t := &Target{address: address}
	var below string
	t.bucket, below, _ = strings.Cut(strings.TrimPrefix(address.Path, "/"), "/")
	t.base = path.Join(below, folderName) + "/"
	if err := s3utils.CheckValidBucketNameStrict(t.bucket); err != nil {
		return nil, copying.BadAddress.About(a.Where).Because(err)
	}
	if t.server, t.transport, err = client(address, a.Secret.Password, wait); err != nil {
		return nil, copying.BadAddress.About(a.Where).Because(err)
	}
	return t, nil
}

// Said is the address.
func (t *Target) Said() string { return t.address.String() }

// Close ends the lines to the server. The target can be used on, over others.
func (t *Target) Close() error {
	t.transport.CloseIdleConnections()
	return nil
}

func (t *Target) key(name string) (string, error) {
	if !copying.GoodName(name) {
		return "", fmt.Errorf("%q is no name of an object", name)
	}
	return t.base + name, nil
}

// Put sends an object, if nothing has its name.
func (t *Target) Put(ctx context.Context, name string, size int64, r io.Reader) error {
	key, err := t.key(name)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := t.probe(ctx); err != nil {
		return err
	}
	b, err := held(ctx, size, r)
	if err != nil {
		return err
	}
	defer b.Close()
	return t.put(ctx, key, b)
}

func (t *Target) put(ctx context.Context, key string, b *body) error {
	opts := minio.PutObjectOptions{ContentType: "application/octet-stream"}
	opts.SetMatchETagExcept("*")
	_, err := t.server.PutObject(ctx, t.bucket, key, b, b.size, base64.StdEncoding.EncodeToString(b.md5), hex.EncodeToString(b.sha256), opts)
	return t.told(ctx, err)
}

// probe finds out whether the server heeds the condition of a put. It fails with
// copying.Heedless.
func (t *Target) probe(ctx context.Context) error {
	if t.heeds {
		return nil
	}
	for range 2 { // the first may be the one that puts it there
		b, err := held(ctx, 1, strings.NewReader("1"))
		if err != nil {
			return err
		}
		err = t.put(ctx, t.base+probeName, b)
		if errors.Is(err, copying.ErrThere) {
			t.heeds = true
			return nil
		}
		if err != nil {
			return err
		}
	}
	return copying.Heedless.About(t.address.Host)
}

// body is an object on its way: its size and hashes are told before it is sent.
type body struct {
	io.ReadSeeker
	size        int64
	sha256, md5 []byte
	file        *os.File // nil: it lies in memory
}

func (b *body) Close() {
	if b.file != nil {
		b.file.Close()
		os.Remove(b.file.Name())
	}
}

// held takes an object from its source, which must have as many bytes as it says. What is
// sealed may wait in a file of this machine.
func held(ctx context.Context, size int64, r io.Reader) (b *body, err error) {
	b = &body{size: size}
	var memory bytes.Buffer
	to := io.Writer(&memory)
	if size > mostInMemory {
		if b.file, err = os.CreateTemp("", "tram-"); err != nil {
			return nil, err
		}
		to = b.file
	}
	sums, old := sha256.New(), md5.New()
	n, err := io.Copy(job.Patient(ctx, io.MultiWriter(to, sums, old)), io.LimitReader(r, size+1))
	if err == nil && n != size {
		err = fmt.Errorf("%d bytes came of %d", n, size)
	}
	b.sha256, b.md5, b.ReadSeeker = sums.Sum(nil), old.Sum(nil), bytes.NewReader(memory.Bytes())
	if b.file != nil {
		_, back := b.file.Seek(0, io.SeekStart)
		err = errors.Join(err, back)
		b.ReadSeeker = b.file
	}
	if err != nil {
		b.Close()
		if b.file != nil {
			err = whole.Tell(os.TempDir(), err)
		}
		return nil, err
	}
	return b, nil
}

// Get reads an object in one answer.
func (t *Target) Get(ctx context.Context, name string) (io.ReadCloser, int64, error) {
	key, err := t.key(name)
	if err != nil {
		return nil, 0, err
	}
	r, info, _, err := t.server.GetObject(ctx, t.bucket, key, minio.GetObjectOptions{})
	if err != nil {
		return nil, 0, t.told(ctx, err)
	}
	return &reading{t, ctx, io.LimitReader(r, info.Size), r}, info.Size, nil
}

// reading tells what happens to an answer on its way.
type reading struct {
	t   *Target
	ctx context.Context
	io.Reader
	io.Closer
}

func (r *reading) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b)
	if err != nil && err != io.EOF { //nolint:errorlint // the end itself
		err = r.t.told(r.ctx, err)
	}
	return n, err
}

// List tells the objects below a folder.
func (t *Target) List(ctx context.Context, folder string, yield func(name string, size int64) error) error {
	prefix := t.base
	if folder != "" {
		below, err := t.key(folder)
		if err != nil {
			return err
		}
		prefix = below + "/"
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	found := 0
	for o := range t.server.ListObjectsIter(ctx, t.bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
		if o.Err != nil {
			return t.told(ctx, o.Err)
		}
		if found++; found > mostFound {
			return copying.NotSuchServer.About(t.address.Host).Because(errors.New("it lists more than any copy has"))
		}
		name, below := strings.CutPrefix(o.Key, t.base)
		if !below || !strings.HasPrefix(o.Key, prefix) || !copying.GoodName(name) || o.Size < 0 {
			continue
		}
		if err := yield(name, o.Size); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Remove takes an object away with all of its versions. What stays is copying.ErrKept.
func (t *Target) Remove(ctx context.Context, name string) error {
	key, err := t.key(name)
	if err != nil {
		return err
	}
	info, err := t.server.StatObject(ctx, t.bucket, key, minio.StatObjectOptions{})
	if err = t.told(ctx, err); errors.Is(err, copying.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	versions := []string{""}
	if info.VersionID != "" && info.VersionID != "null" {
		if versions, err = t.versions(ctx, key); err != nil {
			return t.kept(err)
		}
	}
	for _, v := range versions {
		if err := t.server.RemoveObject(ctx, t.bucket, key, minio.RemoveObjectOptions{VersionID: v}); err != nil {
			return t.kept(t.told(ctx, err))
		}
	}
	if _, err := t.server.StatObject(ctx, t.bucket, key, minio.StatObjectOptions{}); err == nil {
		return copying.ErrKept
	}
	return nil
}

// versions are those of an object, its newest first.
func (t *Target) versions(ctx context.Context, key string) (all []string, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	found := 0
	for o := range t.server.ListObjectsIter(ctx, t.bucket, minio.ListObjectsOptions{Prefix: key, Recursive: true, WithVersions: true}) {
		if o.Err != nil {
			return nil, t.told(ctx, o.Err)
		}
		if found++; found > mostVersions {
			return nil, copying.NotSuchServer.About(t.address.Host).Because(errors.New("it lists more versions than any object has"))
		}
		if o.Key == key {
			all = append(all, o.VersionID)
		}
	}
	return all, ctx.Err()
}

// kept is that an object stays which may be seen, and not be removed: its bucket is locked,
// or the account has no right to.
func (t *Target) kept(err error) error {
	if errors.Is(err, copying.NoRight) || errors.Is(err, copying.ErrThere) || errors.Is(err, copying.NotSuchServer) {
		return errors.Join(copying.ErrKept, err)
	}
	return err
}
