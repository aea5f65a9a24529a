package veil

import (
	"bytes"
	"sync"
)

// mostPages are remembered of one database, of 8 KiB each.
const mostPages = 2048

// memory knows pages that were decrypted, for every connection of this process: SQLite
// forgets all of its own after each write. A page is known again by its encrypted
// bytes, which are read each time, so that nothing old is ever taken for what is there.
type memory struct {
	mu    sync.Mutex
	pages map[place]*page
	all   []*page // in the order in which they came; the oldest goes first
	next  int
}

// place is a sector of one of the files of a database.
type place struct {
	purpose string
	sector  uint64
}

type page struct {
	at              place
	veiled, legible [sectorSize]byte
}

// recall decrypts a page in its place if it is known.
func (m *memory) recall(at place, b []byte) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.pages[at]
	if p == nil || !bytes.Equal(p.veiled[:], b) {
		return false
	}
	copy(b, p.legible[:])
	return true
}

func (m *memory) keep(at place, veiled, legible []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.pages[at]
	if p == nil {
		p = m.room()
		delete(m.pages, p.at)
		p.at, m.pages[at] = at, p
	}
	copy(p.veiled[:], veiled)
	copy(p.legible[:], legible)
}

func (m *memory) room() *page {
	if len(m.all) < mostPages {
		m.all = append(m.all, new(page))
		return m.all[len(m.all)-1]
	}
	m.next = (m.next + 1) % mostPages
	return m.all[m.next]
}

// memories are those of the databases that are open here.
var memories = struct {
	sync.Mutex
	of map[string]*shared
}{of: map[string]*shared{}}

type shared struct {
	memory
	users int
}

// memoryOf is the memory of a database that begins with head, until it is let go.
func memoryOf(key, head []byte) (m *memory, letGo func()) {
	memories.Lock()
	defer memories.Unlock()
	name := string(key) + string(head)
	s := memories.of[name]
	if s == nil {
		s = &shared{memory: memory{pages: map[place]*page{}}}
		memories.of[name] = s
	}
	s.users++
	return &s.memory, func() {
		memories.Lock()
		defer memories.Unlock()
		if s.users--; s.users == 0 {
			delete(memories.of, name)
		}
	}
}
