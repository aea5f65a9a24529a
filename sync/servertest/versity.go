package servertest

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Versity is a Versity S3 Gateway on folders of this machine.
type Versity struct {
	Address string // host and port
	Access  string
	Secret  string
	Client  *minio.Client // of who may do all
	dir     string
}

// ServeS3 starts one until the test ends.
func ServeS3(t testing.TB) *Versity {
	t.Helper()
	program, err := filepath.Abs(filepath.Join(root(t), "bin/versitygw"))
	if err == nil {
		_, err = os.Stat(program)
	}
	if err != nil {
		t.Fatal("the Versity S3 Gateway is needed here: make bin/versitygw")
	}
	s := &Versity{Address: FreePort(t), Access: "ma-khoa", Secret: "bi-mat-rat-dai", dir: t.TempDir()}
	cmd := exec.Command(program, "--port", s.Address, "--quiet", "--iam-dir", t.TempDir(), "posix", "--versioning-dir", t.TempDir(), s.dir)
	cmd.Env = append(os.Environ(), "ROOT_ACCESS_KEY="+s.Access, "ROOT_SECRET_KEY="+s.Secret)
	run(t, s.Address, cmd)
	s.Client, err = minio.New(s.Address, &minio.Options{Creds: credentials.NewStaticV4(s.Access, s.Secret, ""), Region: "us-east-1", MaxRetries: 1, Transport: transport(t)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// transport is closed with the test.
func transport(t testing.TB) *http.Transport {
	is := &http.Transport{}
	t.Cleanup(is.CloseIdleConnections)
	return is
}

// Bucket makes one; locked: what is put there can be removed by nobody for a day.
func (s *Versity) Bucket(t testing.TB, name string, locked bool) {
	t.Helper()
	ctx := context.Background()
	if err := s.Client.MakeBucket(ctx, name, minio.MakeBucketOptions{ObjectLocking: locked}); err != nil {
		t.Fatal(err)
	}
	if !locked {
		return
	}
	mode, days, unit := minio.Compliance, uint(1), minio.Days
	if err := s.Client.SetBucketObjectLockConfig(ctx, name, &mode, &days, &unit); err != nil {
		t.Fatal(err)
	}
}

// Account makes one of its own, to which a bucket grants actions, as “s3:GetObject”.
func (s *Versity) Account(t testing.TB, name, secret, bucket string, actions ...string) {
	t.Helper()
	cmd := exec.Command(filepath.Join(root(t), "bin/versitygw"), "admin", "--access", s.Access, "--endpoint-url", "http://"+s.Address,
		"create-user", "--access", name, "--role", "user", "--secret", secret)
	cmd.Env = append(os.Environ(), "ADMIN_SECRET_KEY="+s.Secret)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	policy := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["` + name + `"]},"Action":["` +
		strings.Join(actions, `","`) + `"],"Resource":["arn:aws:s3:::` + bucket + `","arn:aws:s3:::` + bucket + `/*"]}]}`
	if err := s.Client.SetBucketPolicy(context.Background(), bucket, policy); err != nil {
		t.Fatal(err)
	}
}

// root is the folder of the module.
func root(t testing.TB) string {
	t.Helper()
	for dir := "."; ; dir = filepath.Join(dir, "..") {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if len(dir) > 100 {
			t.Fatal("no go.mod above")
		}
	}
}
