package copying

import (
	"sync"
	"time"
)

// How long one question to a server may take as a whole.
const (
	// QuestionPatience is how long a question may take whatever comes of it.
	QuestionPatience = 2 * time.Minute

	// slowest is the pace, in bytes a second, below which a server holds a question up and
	// does not answer it. A line of 16 KB/s is twice as quick.
	slowest = 8 << 10

	// besides is how many bytes a question may have besides what it carries: signs, names, heads.
	besides = 64 << 10
)

// Pace (nhịp) ends a question that takes longer than its size explains, though a byte moves now
// and then. It begins with the patience for a question; each byte that moves earns the time
// that it may take at the slowest, but no more bytes earn than the question has.
type Pace struct {
	mu     sync.Mutex
	left   int64         // bytes that may still earn time
	earned time.Duration // since the timer was set
	timer  *time.Timer   // nil: the question has ended
	end    func()
}

// NewPace watches over a question that carries so many bytes. end is called once, from another
// goroutine, when it took too long.
func NewPace(patience time.Duration, size int64, end func()) *Pace {
	p := &Pace{left: size + besides, end: end}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.timer = time.AfterFunc(patience, p.due)
	return p
}

// Expect has it that the question carries so many bytes more.
func (p *Pace) Expect(size int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.left += size
}

// Moved tells of bytes that came or went.
func (p *Pace) Moved(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	counts := min(int64(n), p.left)
	p.left -= counts
	p.earned += time.Duration(counts) * time.Second / slowest
}

// Done ends the watch.
func (p *Pace) Done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.timer != nil {
		p.timer.Stop()
		p.timer = nil
	}
}

// due goes on with the time that was earned, or ends the question.
func (p *Pace) due() {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.timer == nil:
	case p.earned > 0:
		p.timer.Reset(p.earned)
		p.earned = 0
	default:
		p.timer = nil
		p.end()
	}
}
