package sftp

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"tram/local/copying"
	"tram/local/office"
)

// How long a server may take.
const (
	dialPatience = 15 * time.Second
	usualPort    = "22"

	// patience is how long not one byte may come or go while something is asked.
	patience = 45 * time.Second

	// idleMost is after how long without a question the line is not trusted to be there.
	idleMost = 30 * time.Second
)

// line is a connection to a server that is signed in.
type line struct {
	conn   net.Conn
	ssh    *ssh.Client
	files  *sftp.Client
	watch  *time.Timer // closes conn
	mu     sync.Mutex
	asking int           // questions under way, the sign-in among them
	still  time.Duration // how long not one byte may move while they are
	stale  bool          // nothing was asked for long
	idle   *time.Timer
	pace   atomic.Pointer[copying.Pace] // of the question that is under way; nil: none is
	room   atomic.Int64                 // bytes that may still come while a folder is listed
	lists  atomic.Bool                  // a folder is being listed
}

// mostListing is how many bytes the list of one folder may have, which is taken up as a whole.
const mostListing = 256 << 20

// came closes a line on which the list of a folder has no end.
func (l *line) came(n int) {
	if l.lists.Load() && l.room.Add(-int64(n)) < 0 {
		_ = l.conn.Close()
	}
}

// listing bounds what comes until done.
func (l *line) listing(most int64) (done func() (tooLong bool)) {
	l.room.Store(most)
	l.lists.Store(true)
	return func() bool {
		l.lists.Store(false)
		return l.room.Load() < 0
	}
}

// moved has the line live on while something is asked.
func (l *line) moved(n int) {
	l.mu.Lock()
	if l.asking > 0 {
		l.watch.Reset(l.still)
	}
	l.mu.Unlock()
	if p := l.pace.Load(); p != nil {
		p.Moved(n)
	}
}

// moving is a connection whose bytes keep a line alive.
type moving struct {
	net.Conn
	moved func(n int) // bytes
	came  func(n int)
}

func (m moving) Read(b []byte) (int, error) {
	n, err := m.Conn.Read(b)
	if n > 0 {
		m.moved(n)
		m.came(n)
	}
	return n, err
}

func (m moving) Write(b []byte) (int, error) {
	n, err := m.Conn.Write(b)
	if n > 0 {
		m.moved(n)
	}
	return n, err
}

// beginning keeps the first words of a server.
type beginning struct {
	net.Conn
	words []byte
}

const firstWords = 256 // bytes

func (b *beginning) Read(into []byte) (int, error) {
	n, err := b.Conn.Read(into)
	b.words = append(b.words, into[:min(n, firstWords-len(b.words))]...)
	return n, err
}

// isSSH tells whether what a server said is SSH. One that said nothing may be.
func (b *beginning) isSSH() bool { return len(b.words) == 0 || bytes.Contains(b.words, []byte("SSH-")) }

// dial reaches the server of a target and signs in.
func (t *Target) dial(ctx context.Context) (*line, error) {
	port := t.address.Port
	if port == "" {
		port = usualPort
	}
	d := net.Dialer{Timeout: dialPatience}
	conn, err := d.DialContext(ctx, "tcp", net.JoinHostPort(t.address.Name, port))
	if err != nil {
		return nil, t.reached(ctx, err)
	}
	l := &line{conn: conn, asking: 1, still: min(t.patience, dialPatience)}
	l.watch = time.AfterFunc(l.still, func() { _ = conn.Close() })
	defer l.paced(t.whole, 0)()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	if err := t.signIn(l); err != nil {
		l.close()
		return nil, t.reached(ctx, err)
	}
	l.mu.Lock()
	l.asking--
	l.watch.Stop()
	l.mu.Unlock()
	l.idle = time.AfterFunc(idleMost, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.stale = l.asking == 0
	})
	return l, nil
}

func (t *Target) signIn(l *line) error {
	ways, err := t.ways()
	if err != nil {
		return err
	}
	var met ssh.PublicKey
	config := &ssh.ClientConfig{
		User: t.address.User, Auth: ways, Timeout: dialPatience, HostKeyAlgorithms: algorithms(t.access.HostKey),
		HostKeyCallback: func(_ string, _ net.Addr, key ssh.PublicKey) error {
			met = key
			return t.isHost(key)
		},
	}
	began := &beginning{Conn: moving{l.conn, l.moved, l.came}}
	c, channels, requests, err := ssh.NewClientConn(began, t.address.Host, config)
	if err != nil {
		return t.signedIn(err, met, began.isSSH())
	}
	l.ssh = ssh.NewClient(c, channels, requests)
	if l.files, err = sftp.NewClient(l.ssh, sftp.UseConcurrentWrites(true)); err != nil {
		return copying.NotSuchServer.About(t.address.Host).Because(err)
	}
	return nil
}

// ways are how the account is signed in. Servers ask for a password in two ways.
func (t *Target) ways() ([]ssh.AuthMethod, error) {
	secret := t.access.Secret
	if secret.Key != "" {
		key, err := ssh.ParsePrivateKey([]byte(secret.Key))
		if missing := (*ssh.PassphraseMissingError)(nil); errors.As(err, &missing) && secret.Password != "" {
			key, err = ssh.ParsePrivateKeyWithPassphrase([]byte(secret.Key), []byte(secret.Password))
		}
		if err != nil {
			return nil, copying.KeyFileUnfit.About(t.address.Host).Because(errors.New("the private key cannot be opened"))
		}
		return []ssh.AuthMethod{ssh.PublicKeys(key)}, nil
	}
	if secret.Password == "" {
		return nil, copying.SecretMissing.About(t.address.Host)
	}
	answer := func(_, _ string, questions []string, echos []bool) ([]string, error) {
		answers := make([]string, len(questions))
		for i := range questions {
			if !echos[i] {
				answers[i] = secret.Password
			}
		}
		return answers, nil
	}
	return []ssh.AuthMethod{ssh.Password(secret.Password), ssh.KeyboardInteractive(answer)}, nil
}

// said is a server's key as people compare it.
func said(key ssh.PublicKey) string { return key.Type() + " " + ssh.FingerprintSHA256(key) }

// isHost tells whether it is the server that was confirmed, before anything is sent to it.
func (t *Target) isHost(key ssh.PublicKey) error {
	switch t.access.HostKey {
	case "":
		return copying.HostUnknown.About(t.address.Host, said(key))
	case said(key):
		return nil
	}
	return copying.HostChanged.About(t.address.Host, said(key))
}

// algorithms asks a server for the kind of key that was confirmed: it may have several.
func algorithms(hostKey string) []string {
	kind, _, _ := strings.Cut(hostKey, " ")
	switch kind {
	case "":
		return nil
	case ssh.KeyAlgoRSA:
		return []string{ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256}
	}
	return []string{kind}
}

// signedIn tells why a server let nobody in. What it says after its key was believed is an
// answer to the sign-in; the library has no error of its own for a refusal.
func (t *Target) signedIn(err error, met ssh.PublicKey, spoke bool) error {
	if f, told := office.FailureIn(err); told {
		return f
	}
	var negotiated *ssh.AlgorithmNegotiationError
	var network net.Error
	switch {
	case errors.As(err, &negotiated) && t.access.HostKey != "":
		return copying.HostChanged.About(t.address.Host, "loại khác").Because(err)
	case !spoke:
		return copying.NotSuchServer.About(t.address.Host).Because(err)
	case errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || errors.As(err, &network):
		return err
	case met != nil:
		return copying.SignInRefused.About(t.address.Host).Because(err)
	}
	return copying.NotSuchServer.About(t.address.Host).Because(err)
}

// reached tells why a server was not reached.
func (t *Target) reached(ctx context.Context, err error) error {
	if _, told := office.FailureIn(err); told {
		return err
	}
	var unknown *net.DNSError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &unknown):
		return t.gone(copying.NoHost, t.address.Name, err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return t.gone(copying.LineRefused, t.address.Host, err)
	}
	return t.gone(copying.NoAnswer, t.address.Host, err)
}

// gone is that a target does not answer at all, with a sentence of its own.
func (t *Target) gone(f office.Failure, server string, err error) error {
	return f.About(server).Because(errors.Join(copying.Gone.About(t.Said()), err))
}

func (l *line) close() {
	l.watch.Stop()
	if l.idle != nil {
		l.idle.Stop()
	}
	_ = l.conn.Close()
	if l.ssh != nil {
		_ = l.ssh.Wait() // why it ended is known: it was closed
	}
	if l.files != nil {
		_ = l.files.Wait()
	}
}

// ask carries a question out that carries so many bytes. It ends with ctx, or with a line on
// which nothing moves or too little. Its end closes the line: what was under way on it is known
// to nobody.
func (t *Target) ask(ctx context.Context, size int64, question func(*sftp.Client) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l, err := t.connected(ctx)
	if err != nil {
		return err
	}
	defer l.under(ctx, t.patience)()
	defer l.paced(t.whole, size)()
	err = question(l.files)
	if isLost(err) || ctx.Err() != nil {
		t.drop()
		if ctx.Err() != nil {
			return errors.Join(ctx.Err(), err)
		}
		return t.gone(copying.NoAnswer, t.address.Host, err)
	}
	return err
}

// under watches over a question; the function that it gives ends that.
func (l *line) under(ctx context.Context, patience time.Duration) (done func()) {
	l.mu.Lock()
	l.asking++
	l.still = patience
	l.watch.Reset(patience)
	l.mu.Unlock()
	stop := context.AfterFunc(ctx, func() { _ = l.conn.Close() })
	return func() {
		stop()
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.asking--; l.asking == 0 {
			l.watch.Stop()
			l.idle.Reset(idleMost)
		}
	}
}

// paced watches over how long a question takes as a whole; the function that it gives ends that.
func (l *line) paced(patience time.Duration, size int64) (done func()) {
	p := copying.NewPace(patience, size, func() { _ = l.conn.Close() })
	was := l.pace.Swap(p)
	return func() {
		p.Done()
		l.pace.Store(was)
	}
}

// connected is the line of a target, laid anew where there is none that can be trusted.
func (t *Target) connected(ctx context.Context) (*line, error) {
	if t.line != nil {
		t.line.mu.Lock()
		stale := t.line.stale
		t.line.mu.Unlock()
		if !stale {
			return t.line, nil
		}
		t.drop()
	}
	l, err := t.dial(ctx)
	if err != nil {
		return nil, err
	}
	t.line = l
	return l, nil
}

func (t *Target) drop() {
	if t.line != nil {
		t.line.close()
		t.line = nil
	}
}

// isLost tells an answer of a server from the end of its line.
func isLost(err error) bool {
	var answered *sftp.StatusError
	switch {
	case err == nil || errors.As(err, &answered) && !errors.Is(err, sftp.ErrSSHFxConnectionLost) && !errors.Is(err, sftp.ErrSSHFxNoConnection):
		return false
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrExist):
		return false
	}
	var network net.Error
	return errors.Is(err, sftp.ErrSSHFxConnectionLost) || errors.Is(err, sftp.ErrSSHFxNoConnection) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, io.ErrClosedPipe) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.As(err, &network) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}
